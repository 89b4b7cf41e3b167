package allsky.metrics;

/**
 * The calibration of predictions whose sources count unequally, such as those of a test set that
 * stands for a sky with other class frequencies.
 *
 * @param expectedError the expected calibration error (ECE) in bins of equal width, as {@link
 *     ReliabilityCurve#expectedError} with weights; NaN if all weights are 0
 * @param errorByChance the ECE to expect if the confidences were the probabilities of a right
 *     answer: in each bin the mean of |x| for a normal deviate x with the variance of its sum, that
 *     is sqrt(2 / pi) sigma. The error of few sources is large by chance
 * @param effectiveSources the number of equally weighted sources with the same variance: the square
 *     of the sum of the weights over the sum of their squares (Kish 1965)
 */
public record WeightedReliability(
    double expectedError, double errorByChance, double effectiveSources) {

  /**
   * Measures predictions.
   *
   * @param weights one for each source, 0 or more
   * @param bins number of bins from 0 to 1
   */
  public static WeightedReliability of(
      LabelledPredictions predictions, double[] weights, int bins) {
    double[] excess = new double[bins];
    double[] variance = new double[bins];
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < weights.length; i++) {
      double confidence = predictions.confidence(i);
      int bin = Math.max(0, (int) Math.ceil(confidence * bins) - 1);
      excess[Math.min(bin, bins - 1)] +=
          weights[i] * (confidence - (predictions.isRight(i) ? 1 : 0));
      variance[Math.min(bin, bins - 1)] += weights[i] * weights[i] * confidence * (1 - confidence);
      sum += weights[i];
      squares += weights[i] * weights[i];
    }
    double error = 0;
    double chance = 0;
    for (int bin = 0; bin < bins; bin++) {
      error += Math.abs(excess[bin]);
      chance += Math.sqrt(2 / Math.PI * variance[bin]);
    }
    return new WeightedReliability(error / sum, chance / sum, sum * sum / squares);
  }
}
