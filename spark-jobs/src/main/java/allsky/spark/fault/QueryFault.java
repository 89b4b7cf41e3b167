package allsky.spark.fault;

import allsky.Causes;
import org.apache.spark.SparkThrowable;

/** Describes Spark's error in a query or an expression in one line. */
public final class QueryFault {

  private QueryFault() {}

  /**
   * The first line of the innermost cause that is an error of Spark, without its identifier and the
   * plan after it. If there is none, the first line of the innermost cause.
   */
  public static String oneLine(Throwable thrown) {
    String explanation =
        Causes.of(thrown)
            .filter(each -> each instanceof SparkThrowable spark && spark.getErrorClass() != null)
            .reduce((outer, inner) -> inner)
            .map(Throwable::getMessage)
            .orElseGet(() -> LibraryFault.reason(thrown));
    return Causes.firstLine(explanation.stripLeading()).replaceFirst("^\\[[A-Z0-9_.]+] ", "");
  }
}
