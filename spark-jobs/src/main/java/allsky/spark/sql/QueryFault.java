package allsky.spark.sql;

import allsky.spark.fault.LibraryFault;
import org.apache.spark.SparkThrowable;

/** Says in one line what Spark found wrong with a query. */
public final class QueryFault {

  private QueryFault() {}

  /**
   * The first line of the innermost cause that Spark itself explains, without the plan that follows
   * it and the identifier before it; else of the innermost cause at all.
   */
  public static String oneLine(Throwable thrown) {
    String explanation = null;
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SparkThrowable spark && spark.getErrorClass() != null) {
        explanation = cause.getMessage();
      }
    }
    return firstLine(explanation == null ? LibraryFault.reason(thrown) : explanation)
        .replaceFirst("^\\[[A-Z0-9_.]+] ", "");
  }

  private static String firstLine(String message) {
    return message.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
  }
}
