/**
 * Turns the output of a network into a classification: calibrated probabilities, class priors,
 * outliers.
 *
 * <p>Read {@link allsky.calibration.Prediction} (logits to probabilities), {@link
 * allsky.calibration.Calibration} (temperature), {@link allsky.calibration.ClassSets} (classes that
 * a source may have), {@link allsky.calibration.TrainingDistance} and {@link
 * allsky.calibration.InputDistance} (how far a source is from ordinary ones), {@link
 * allsky.calibration.OutlierRule}, and {@link allsky.calibration.SourceClassification} (the result
 * for one source).
 */
package allsky.calibration;
