/**
 * HTML with automatic escaping, and the page template.
 *
 * <p>Nothing here depends on the content of a report. Read {@link allsky.spark.report.html.Html}
 * first.
 */
package allsky.spark.report.html;
