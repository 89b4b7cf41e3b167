/**
 * Trains a network: recipe, batches, optimizer, loop, checkpoints.
 *
 * <p>Read {@link allsky.training.TrainingLoop} first, then {@link allsky.training.TrainingRecipe}.
 * A caller provides cutouts as {@link allsky.training.data.LabelledCutouts} and gets a {@link
 * allsky.training.history.TrainingOutcome}. A {@link allsky.training.Teacher} is optional. All
 * randomness is a function of the seed, the epoch and the cutout's index, so a resumed training
 * ends with the same weights as one without interruption.
 */
package allsky.training;
