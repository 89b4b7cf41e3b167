package allsky.metrics;

import allsky.metrics.interval.Estimate;
import allsky.metrics.interval.Proportion;

/**
 * The area under a ROC curve with a confidence interval. The interval stays within 0 and 1 and has
 * a width above 0 even for an area of 1.
 *
 * <p>This is method 5 of Newcombe 2006 (Stat. Med. 25, 559). It takes the variance of Hanley and
 * McNeil 1982 (Radiology 143, 29) at the limit of the interval, as Wilson's interval does. In the
 * terms of pairs it replaces both numbers by their mean.
 */
final class AreaUnderCurve {

  private static final double PRECISION = 1e-12;

  private AreaUnderCurve() {}

  /**
   * An area with its interval.
   *
   * @param positives number of sources of the class, 1 or more
   * @param negatives number of other sources, 1 or more
   */
  static Estimate of(double area, long positives, long negatives) {
    return new Estimate(
        area,
        limit(area, 0, area, positives, negatives),
        limit(area, 1, area, positives, negatives));
  }

  /**
   * The limit between the far end and the area at which |area - limit| equals z standard errors.
   */
  private static double limit(
      double area, double outside, double inside, long positives, long negatives) {
    double out = outside;
    double in = inside;
    while (Math.abs(out - in) > PRECISION) {
      double middle = (out + in) / 2;
      double allowed = Proportion.Z * Math.sqrt(variance(middle, positives, negatives));
      if (Math.abs(area - middle) > allowed) {
        out = middle;
      } else {
        in = middle;
      }
    }
    return (out + in) / 2;
  }

  /** A (1 - A) (1 + N (1 - A) / (2 - A) + N A / (1 + A)) / (m n), N = (m + n) / 2 - 1. */
  private static double variance(double area, long positives, long negatives) {
    double mean = (positives + negatives) / 2.0 - 1;
    double pairs = 1 + mean * (1 - area) / (2 - area) + mean * area / (1 + area);
    return area * (1 - area) * pairs / positives / negatives;
  }
}
