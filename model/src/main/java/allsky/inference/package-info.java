/**
 * From prepared cutouts to predictions: engines, calibrated probabilities, outliers.
 *
 * <p>Read {@link allsky.inference.Classifier} first; its two engines give the same probabilities.
 * {@link allsky.inference.DeviceQueue} is how the tasks of a process share an open one. {@link
 * allsky.inference.Prediction} says what a row of logits means, {@link
 * allsky.inference.TrainingDistance} how far an embedding is from those of the training. Where
 * cutouts come from and where predictions go is not known here.
 */
package allsky.inference;
