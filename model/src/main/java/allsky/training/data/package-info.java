/**
 * What a training reads: labelled cutouts, their order in an epoch, augmentation, batches.
 *
 * <p>Read {@link allsky.training.data.LabelledCutouts} first. Nothing is learned here.
 */
package allsky.training.data;
