/**
 * Brings labelled cutouts from the table to the driver, where {@code allsky.training} trains the
 * network.
 */
package allsky.spark.training;
