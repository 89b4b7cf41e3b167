/**
 * The report of a run: one HTML page with its numbers and pictures, the same numbers as JSON, and a
 * summary in a few lines of text.
 *
 * <p>{@link allsky.spark.report.RunFolder} finds the tables, each {@code ...Section} turns some of
 * them into one part of the page, {@link allsky.spark.report.Report} puts the parts together. Only
 * counts, samples of bounded size and single cutouts come to the driver. How a picture is drawn
 * stands in {@link allsky.spark.plot}, how a page is written in {@code html}.
 */
package allsky.spark.report;
