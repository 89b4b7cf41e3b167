package allsky.spark.sql;

import allsky.Causes;
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
    String explanation =
        Causes.of(thrown)
            .filter(each -> each instanceof SparkThrowable spark && spark.getErrorClass() != null)
            .reduce((outer, inner) -> inner)
            .map(Throwable::getMessage)
            .orElseGet(() -> LibraryFault.reason(thrown));
    return Causes.firstLine(explanation.stripLeading()).replaceFirst("^\\[[A-Z0-9_.]+] ", "");
  }
}
