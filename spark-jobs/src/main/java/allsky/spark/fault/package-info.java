/**
 * Faults that are not bugs of allsky, as one line for the user: full disks, file systems,
 * libraries, names that Hadoop cannot read.
 *
 * <p>Read {@link allsky.spark.fault.MachineFault} first.
 */
package allsky.spark.fault;
