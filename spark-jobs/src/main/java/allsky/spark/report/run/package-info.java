/**
 * The data that the report reads from a run: tables, counts and samples of bounded size.
 *
 * <p>Read {@link allsky.spark.report.run.RunFolder} first.
 */
package allsky.spark.report.run;
