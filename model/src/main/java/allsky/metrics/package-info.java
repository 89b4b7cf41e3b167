/**
 * Measures of a classifier: counts, rates with confidence intervals, ROC curves, calibration, and
 * measures for other class priors.
 *
 * <p>Read {@link allsky.metrics.ConfusionMatrix} first, then {@link allsky.metrics.Evaluation},
 * which combines all measures. This package does not depend on networks or tables.
 */
package allsky.metrics;
