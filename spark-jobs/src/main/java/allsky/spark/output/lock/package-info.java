/**
 * The lock of an output folder: one job at a time writes a folder.
 *
 * <p>Read {@link allsky.spark.output.lock.OutputLock} first.
 */
package allsky.spark.output.lock;
