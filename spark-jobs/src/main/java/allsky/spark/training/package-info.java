/**
 * Brings labelled cutouts from the table to the driver, where {@code allsky.training} trains the
 * network.
 *
 * <p>Read {@link allsky.spark.training.TrainingStep} first.
 */
package allsky.spark.training;
