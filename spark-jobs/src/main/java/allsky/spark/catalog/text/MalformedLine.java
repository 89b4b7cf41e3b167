package allsky.spark.catalog.text;

/**
 * The reason why a line is malformed. The exception has no stack trace, because a file may have
 * many malformed lines.
 */
public final class MalformedLine extends Exception {

  private static final long serialVersionUID = 1L;

  public MalformedLine(String reason) {
    super(reason, null, false, false);
  }
}
