/**
 * What the report reads of a run: its tables, counts and samples of bounded size.
 *
 * <p>Read {@link allsky.spark.report.run.RunFolder} first.
 */
package allsky.spark.report.run;
