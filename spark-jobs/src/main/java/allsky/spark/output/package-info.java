/**
 * The output folder of a job: who made it, and when it is complete.
 *
 * <p>Read {@link allsky.spark.output.OutputFolder} first, then {@link
 * allsky.spark.output.RunIdentity}. The lock that lets one job at a time write a folder is in
 * {@code output.lock}.
 */
package allsky.spark.output;
