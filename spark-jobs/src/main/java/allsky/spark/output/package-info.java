/**
 * The output folder of a job: which run made it, and whether it is complete.
 *
 * <p>Read {@link allsky.spark.output.OutputFolder} first, then {@link
 * allsky.spark.output.RunIdentity}. The lock that lets one job at a time write a folder is in
 * {@code output.lock}.
 */
package allsky.spark.output;
