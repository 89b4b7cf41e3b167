package allsky.metrics;

import allsky.metrics.interval.Estimate;
import allsky.metrics.interval.Proportion;

/**
 * Two classifiers on the same sources: the difference of their accuracies with the score interval
 * for paired proportions (Tango 1998, Stat. Med. 17, 891), and McNemar's exact test (McNemar 1947;
 * the exact form is the sign test of the sources on which only one of the two is right).
 *
 * @param onlyFirst sources that only the first classifier has right
 * @param onlySecond sources that only the second classifier has right
 * @param sources all sources of the test, on which the classifiers may agree
 */
public record PairedComparison(int onlyFirst, int onlySecond, int sources) {

  public PairedComparison {
    if (onlyFirst < 0 || onlySecond < 0 || onlyFirst + onlySecond > sources) {
      throw new IllegalArgumentException(
          "Invalid counts (0 or more, together at most %d): %d, %d"
              .formatted(sources, onlyFirst, onlySecond));
    }
  }

  /**
   * Compares two classifiers.
   *
   * @param first whether the first classifier is right, for each source
   * @param second whether the second classifier is right, for the same sources
   */
  public static PairedComparison of(boolean[] first, boolean[] second) {
    if (first.length != second.length) {
      throw new IllegalArgumentException(
          "Invalid answers (of the same sources): %d and %d"
              .formatted(first.length, second.length));
    }
    int onlyFirst = 0;
    int onlySecond = 0;
    for (int i = 0; i < first.length; i++) {
      onlyFirst += first[i] && !second[i] ? 1 : 0;
      onlySecond += second[i] && !first[i] ? 1 : 0;
    }
    return new PairedComparison(onlyFirst, onlySecond, first.length);
  }

  /** Accuracy of the first classifier less that of the second, -1 to 1; 0 without sources. */
  public double difference() {
    return sources == 0 ? 0 : (double) (onlyFirst - onlySecond) / sources;
  }

  /**
   * The {@link #difference} with the 95 % interval of Tango 1998, which needs no large counts;
   * undefined without sources.
   */
  public Estimate interval() {
    return sources == 0
        ? Estimate.NONE
        : new Estimate(
            difference(),
            limit(Proportion.Z, -1, difference()),
            limit(-Proportion.Z, difference(), 1));
  }

  /** The difference between two others at which the score has this value. */
  private double limit(double value, double from, double to) {
    double low = from;
    double high = to;
    // 60 halvings of an interval of at most 2 reach the resolution of a double.
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (score(middle) > value) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** The score statistic of a supposed difference, Tango 1998. */
  private double score(double supposed) {
    double excess = onlyFirst - onlySecond - sources * supposed;
    double q = likeliestOnlySecond(supposed);
    double variance = sources * (2 * q + supposed * (1 - supposed));
    return excess == 0 ? 0 : excess / Math.sqrt(Math.max(0, variance));
  }

  /** The share of {@code onlySecond} of greatest likelihood for a supposed difference. */
  private double likeliestOnlySecond(double supposed) {
    double a = 2.0 * sources;
    double b = -onlyFirst - onlySecond + (a - onlyFirst + onlySecond) * supposed;
    double c = -onlySecond * supposed * (1 - supposed);
    return (Math.sqrt(Math.max(0, b * b - 4 * a * c)) - b) / (2 * a);
  }

  /**
   * The two-sided p-value: the probability of a split at least as uneven if both classifiers were
   * equally good; 1 where they never differ.
   */
  public double pValue() {
    int differing = onlyFirst + onlySecond;
    int fewer = Math.min(onlyFirst, onlySecond);
    double logTerm = -differing * Math.log(2);
    double tail = Math.exp(logTerm);
    for (int k = 1; k <= fewer; k++) {
      logTerm += Math.log((double) (differing - k + 1) / k);
      tail += Math.exp(logTerm);
    }
    return Math.min(1, 2 * tail);
  }
}
