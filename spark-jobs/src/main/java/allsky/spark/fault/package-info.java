/**
 * Describes failures that are not bugs in allsky in one line for the user: full disks, file
 * systems, libraries, names that Hadoop cannot read.
 *
 * <p>Read {@link allsky.spark.fault.MachineFault} first.
 */
package allsky.spark.fault;
