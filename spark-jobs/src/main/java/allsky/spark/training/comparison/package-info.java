/**
 * Trains several networks on the same cutouts with the same recipe, and compares their answers on
 * the test split.
 *
 * <p>Read {@link allsky.spark.training.comparison.ComparisonStep} first. {@code ComparisonPlan}
 * lists the trainings, {@code NetworkTrial} runs one of them, {@code ComparisonFolder} keeps what
 * is finished, and {@code ComparisonTable} compares.
 */
package allsky.spark.training.comparison;
