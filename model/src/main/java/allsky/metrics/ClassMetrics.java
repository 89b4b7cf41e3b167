package allsky.metrics;

import allsky.metrics.interval.Estimate;
import allsky.metrics.interval.Proportion;

/**
 * The counts of one class against the rest, and the measures of the paper's table 2.
 *
 * @param truePositives sources of the class that are predicted as the class
 * @param falsePositives other sources that are predicted as the class
 * @param falseNegatives sources of the class that are predicted as another class
 * @param trueNegatives other sources that are predicted as another class
 */
public record ClassMetrics(
    long truePositives, long falsePositives, long falseNegatives, long trueNegatives) {

  /** Share of the sources predicted as the class that are of the class. */
  public Proportion precision() {
    return new Proportion(truePositives, truePositives + falsePositives);
  }

  /** Share of the sources of the class that are predicted as the class. */
  public Proportion recall() {
    return new Proportion(truePositives, truePositives + falseNegatives);
  }

  /** Share of the other sources that are predicted as another class. */
  public Proportion specificity() {
    return new Proportion(trueNegatives, trueNegatives + falsePositives);
  }

  /** Share of right answers to "is it of this class?". */
  public Proportion accuracy() {
    long total = truePositives + falsePositives + falseNegatives + trueNegatives;
    return new Proportion(truePositives + trueNegatives, total);
  }

  /**
   * Harmonic mean of precision and recall, the paper's equation 3; NaN if no source has the class,
   * neither by truth nor by prediction.
   */
  public double f1() {
    long twice = 2 * truePositives;
    return (double) twice / (twice + falsePositives + falseNegatives);
  }

  /**
   * {@link #f1()} with its interval. Wilson's interval does not apply to F1, because F1 is not a
   * proportion. It applies to F* = TP / (TP + FP + FN), which is a proportion of the sources that
   * have the class by truth or by prediction. F1 = 2 F* / (1 + F*) increases with F* (Hand,
   * Christen and Kirielle 2021, Machine Learning 110, 451), so the limits of F* give the limits of
   * F1.
   */
  public Estimate f1Estimate() {
    Proportion star =
        new Proportion(truePositives, truePositives + falsePositives + falseNegatives);
    return star.trials() == 0
        ? Estimate.NONE
        : new Estimate(f1(), f1OfStar(star.low()), f1OfStar(star.high()));
  }

  private static double f1OfStar(double star) {
    return 2 * star / (1 + star);
  }
}
