/**
 * What every job of a run shares: its identity, its output folder, its progress line and how
 * Hadoop's file systems are opened.
 *
 * <p>No table and no formula is known here. Read {@link allsky.spark.run.OutputFolder} first.
 */
package allsky.spark.run;
