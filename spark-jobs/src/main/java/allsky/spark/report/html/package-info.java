/**
 * HTML that cannot forget to escape, and the page around it.
 *
 * <p>Nothing here knows what a report says. Read {@link allsky.spark.report.html.Html} first.
 */
package allsky.spark.report.html;
