/**
 * Brings labelled cutouts from the table to the driver, where the network is trained; the training
 * itself is {@code allsky.training}.
 */
package allsky.spark.training;
