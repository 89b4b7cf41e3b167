package allsky.metrics;

import java.util.stream.LongStream;

/**
 * How far the distribution of a quantity has moved from a reference, by histograms with the same
 * bins.
 *
 * @param kolmogorovSmirnov the largest difference of the two cumulative fractions, 0 to 1 (Smirnov
 *     1948, Ann. Math. Stat. 19, 279), at the edges of the bins
 * @param stabilityIndex the population stability index over tenths of the reference, 0 or more
 *     (Siddiqi 2006, Credit Risk Scorecards, p. 136)
 */
public record HistogramShift(double kolmogorovSmirnov, double stabilityIndex) {

  private static final int TENTHS = 10;

  /** Counts of an empty part, so that the logarithm is finite. */
  private static final double EMPTY = 0.5;

  /**
   * Compares two histograms.
   *
   * @throws IllegalArgumentException if they differ in length or one has no counts
   */
  public static HistogramShift of(long[] reference, long[] current) {
    if (reference.length != current.length) {
      throw new IllegalArgumentException(
          "Invalid histograms (same bins): " + reference.length + ", " + current.length);
    }
    double inReference = LongStream.of(reference).sum();
    double inCurrent = LongStream.of(current).sum();
    if (inReference == 0 || inCurrent == 0) {
      throw new IllegalArgumentException("Invalid histogram (counts above 0): all counts are 0");
    }
    double largest = 0;
    double index = 0;
    double below = 0;
    double currentBelow = 0;
    double part = 0;
    double currentPart = 0;
    for (int bin = 0; bin < reference.length; bin++) {
      part += reference[bin];
      currentPart += current[bin];
      below += reference[bin];
      currentBelow += current[bin];
      largest = Math.max(largest, Math.abs(below / inReference - currentBelow / inCurrent));
      boolean isLast = bin == reference.length - 1;
      if (isLast || (part >= inReference / TENTHS && below < inReference)) {
        index += term(part / inReference, currentPart / inCurrent, inReference, inCurrent);
        part = 0;
        currentPart = 0;
      }
    }
    return new HistogramShift(largest, index);
  }

  /** (a - e) ln(a / e) of one part, with half a count for none. */
  private static double term(double expected, double actual, double inReference, double inCurrent) {
    double e = Math.max(expected, EMPTY / inReference);
    double a = Math.max(actual, EMPTY / inCurrent);
    return (a - e) * Math.log(a / e);
  }
}
