/**
 * Numbers with a confidence interval: proportions (Wilson), estimates, differences (MOVER).
 *
 * <p>Read {@link allsky.metrics.interval.Estimate} first. Nothing here knows what was measured.
 */
package allsky.metrics.interval;
