/**
 * The input of a training: labelled cutouts, their order in an epoch, augmentation, batches.
 *
 * <p>Read {@link allsky.training.data.LabelledCutouts} first. The training itself is in {@code
 * allsky.training}.
 */
package allsky.training.data;
