package allsky.metrics;

import allsky.metrics.interval.Estimate;
import allsky.metrics.interval.Proportion;

/**
 * One class against the rest, by the measures of the paper's table 2.
 *
 * @param truePositives of the class and called so
 * @param falsePositives not of the class but called so
 * @param falseNegatives of the class but called otherwise
 * @param trueNegatives not of the class and called otherwise
 */
public record ClassMetrics(
    long truePositives, long falsePositives, long falseNegatives, long trueNegatives) {

  /** Of those called so, the share that is right. */
  public Proportion precision() {
    return new Proportion(truePositives, truePositives + falsePositives);
  }

  /** Of those of the class, the share that is found. */
  public Proportion recall() {
    return new Proportion(truePositives, truePositives + falseNegatives);
  }

  /** Of those not of the class, the share that is called otherwise. */
  public Proportion specificity() {
    return new Proportion(trueNegatives, trueNegatives + falsePositives);
  }

  /** Share of right answers to "is it of this class?". */
  public Proportion accuracy() {
    long total = truePositives + falsePositives + falseNegatives + trueNegatives;
    return new Proportion(truePositives + trueNegatives, total);
  }

  /**
   * Harmonic mean of precision and recall, the paper's equation 3; NaN where neither the truth nor
   * the prediction has the class.
   */
  public double f1() {
    long twice = 2 * truePositives;
    return (double) twice / (twice + falsePositives + falseNegatives);
  }

  /**
   * {@link #f1()} with its interval. Wilson's does not apply to F1 itself, which is no share of
   * trials. It applies to F* = TP / (TP + FP + FN), a share of the sources that are of the class or
   * called so, and F1 = 2 F* / (1 + F*) grows with F* (Hand, Christen and Kirielle 2021, Machine
   * Learning 110, 451).
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
