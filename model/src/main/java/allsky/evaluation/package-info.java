/**
 * How good predictions are: counts, rates with their uncertainty, ROC curves, calibration, other
 * mixes of classes.
 *
 * <p>Read {@link allsky.evaluation.ConfusionMatrix} first, then {@link
 * allsky.evaluation.Evaluation}, which puts all together. No network and no table is known here.
 */
package allsky.evaluation;
