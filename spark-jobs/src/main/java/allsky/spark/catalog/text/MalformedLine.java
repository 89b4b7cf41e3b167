package allsky.spark.catalog.text;

/** Why a line is no row of its table. It costs no stack trace: a file may hold many. */
public final class MalformedLine extends Exception {

  private static final long serialVersionUID = 1L;

  public MalformedLine(String reason) {
    super(reason, null, false, false);
  }
}
