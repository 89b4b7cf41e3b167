package allsky.evaluation;

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
}
