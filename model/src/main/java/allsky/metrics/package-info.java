/**
 * Measures of a classifier: counts, rates with confidence intervals, ROC curves, calibration, and
 * the same for other class priors.
 *
 * <p>Read {@link allsky.metrics.ConfusionMatrix} first, then {@link allsky.metrics.Evaluation},
 * which combines all measures. This package knows no network and no table.
 */
package allsky.metrics;
