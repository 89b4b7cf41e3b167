/**
 * Numbers with a confidence interval: proportions (Wilson), and sums and ratios of estimates
 * (MOVER).
 *
 * <p>Read {@link allsky.metrics.interval.Estimate} first. This package does not depend on what was
 * measured.
 */
package allsky.metrics.interval;
