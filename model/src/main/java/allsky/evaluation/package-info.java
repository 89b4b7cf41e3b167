/**
 * How good predictions are: counts, rates with their uncertainty, ROC curves.
 *
 * <p>Read {@link allsky.evaluation.ConfusionMatrix} first. No network and no table is known here.
 */
package allsky.evaluation;
