/**
 * The sections of the report; each one reads its part of a run and draws it.
 *
 * <p>Read {@link allsky.spark.report.section.Section} first.
 */
package allsky.spark.report.section;
