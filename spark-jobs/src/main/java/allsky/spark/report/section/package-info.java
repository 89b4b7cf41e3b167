/**
 * The sections of the report. Each one reads its part of a run and presents it.
 *
 * <p>Read {@link allsky.spark.report.section.Section} first.
 */
package allsky.spark.report.section;
