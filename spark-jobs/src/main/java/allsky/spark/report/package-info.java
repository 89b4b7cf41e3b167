/**
 * The report of a run: one HTML page with its numbers and pictures, the same numbers as JSON, and a
 * summary in a few lines of text.
 *
 * <p>{@code report.run} reads the tables of a run, each class of {@code report.section} makes one
 * section of the page, and {@link allsky.spark.report.Report} combines them. Only counts, samples
 * of bounded size and single cutouts come to the driver. {@link allsky.spark.plot} draws the
 * pictures; {@code report.html} writes the HTML.
 */
package allsky.spark.report;
