package allsky.spark.report;

/** A report in the three formats in which {@link ReportFiles} writes it. */
public interface ReportText {

  /** The HTML page, which needs no other files. */
  String html();

  /** All numbers of the page. */
  String json();

  /** A few lines for a terminal. */
  String summary();
}
