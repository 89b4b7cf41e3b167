package allsky.spark.cli;

/** Runs a command that needs no Spark in a small JVM, which starts in a fraction of a second. */
public final class WithoutSpark {

  private WithoutSpark() {}

  /** Runs the command and ends the JVM with its exit code. */
  public static void main(String[] words) {
    System.exit(Allsky.run(words));
  }
}
