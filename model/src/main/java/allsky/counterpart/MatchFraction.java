package allsky.counterpart;

import java.util.SortedMap;

/**
 * The fraction of the sources that have a counterpart, as the matches themselves tell: the maximum
 * of the likelihood of all sources, {@code product(1 - c + c sum(w))} over the sources, with the
 * weights of {@link CounterpartOdds}. There the mean of p_any is c.
 */
public final class MatchFraction {

  /** Steps of the decimal logarithm of the sum of weights, in which sources are counted. */
  public static final double STEP = 0.01;

  private static final int HALVINGS = 60;

  private MatchFraction() {}

  /** The step of a sum of weights; below all others for 0. */
  public static int step(double sum) {
    return (int) Math.floor(Math.max(-300, Math.log10(sum)) / STEP);
  }

  /**
   * The fraction; at least half a source and at most all sources but half a one, so that no
   * probability is 0 or 1 by the prior.
   *
   * @param sources all sources within the other catalog's footprint, also those without a candidate
   * @param bySum how many sources have a sum of weights in each step of {@link #step}
   */
  public static double of(long sources, SortedMap<Integer, Long> bySum) {
    if (sources < 1) {
      return 0.5;
    }
    long without = sources - bySum.values().stream().mapToLong(count -> count).sum();
    double low = 0.5 / sources;
    double high = 1 - low;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (slope(middle, without, bySum) > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** The derivative of the logarithm of the likelihood, which falls everywhere. */
  private static double slope(double fraction, long without, SortedMap<Integer, Long> bySum) {
    double slope = -without / (1 - fraction);
    for (var entry : bySum.entrySet()) {
      double sum = Math.pow(10, (entry.getKey() + 0.5) * STEP);
      slope += entry.getValue() * ((sum - 1) / (1 - fraction + fraction * sum));
    }
    return slope;
  }
}
