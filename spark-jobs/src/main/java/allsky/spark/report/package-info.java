/**
 * The report of a run: one HTML page with its numbers and pictures, the same numbers as JSON, and a
 * summary in a few lines of text.
 *
 * <p>{@code report.run} reads the tables of a run, each class of {@code report.section} makes one
 * part of the page, {@link allsky.spark.report.Report} combines the parts. Only counts, samples of
 * bounded size and single cutouts come to the driver. Pictures are drawn in {@link
 * allsky.spark.plot}, HTML is written in {@code report.html}.
 */
package allsky.spark.report;
