/**
 * How a network learns: recipe, batches, optimizer, loop, checkpoints.
 *
 * <p>Read {@link allsky.training.TrainingLoop} first, then {@link allsky.training.TrainingRecipe}.
 * A caller brings its cutouts as {@link allsky.training.LabelledCutouts} and gets a {@link
 * allsky.training.TrainingOutcome}. All randomness is a function of the seed, the epoch and the
 * cutout's index, so that an interrupted training that is resumed ends with the same weights.
 */
package allsky.training;
