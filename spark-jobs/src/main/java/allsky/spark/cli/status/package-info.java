/**
 * The status of an output, from its small files. No Spark is needed.
 *
 * <p>Read {@link allsky.spark.cli.status.OutputStatus} first.
 */
package allsky.spark.cli.status;
