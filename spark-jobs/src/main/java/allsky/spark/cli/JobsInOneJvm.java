package allsky.spark.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs several jobs in one JVM. The build makes the class archive of {@code bin/allsky} with it:
 * the archive then has the classes of all of them.
 */
public final class JobsInOneJvm {

  private JobsInOneJvm() {}

  /**
   * Runs the jobs of a file and ends the JVM.
   *
   * @param arguments a text file with one job a line: its name and its options, divided by single
   *     spaces. The exit code is that of the first job that fails, after which no other one runs.
   */
  public static void main(String[] arguments) throws IOException {
    System.exit(run(Files.readAllLines(Path.of(arguments[0]))));
  }

  static int run(List<String> jobs) {
    return jobs.stream()
        .mapToInt(job -> Allsky.run(job.split(" ")))
        .filter(exitCode -> exitCode != 0)
        .findFirst()
        .orElse(0);
  }
}
