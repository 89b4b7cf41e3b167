package allsky.network;

/** The softmax function, which turns logits into probabilities. */
public final class Softmax {

  private Softmax() {}

  /**
   * exp(z_i / T) / sum of exp(z_j / T) (Guo et al. 2017, equation 9), without overflow for large
   * logits.
   *
   * @param logits one for each class
   * @param temperature T, above 0; 1 gives the uncalibrated probabilities
   */
  public static double[] of(float[] logits, double temperature) {
    double largest = largest(logits);
    double[] probabilities = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] = Math.exp((logits[i] - largest) / temperature);
      sum += probabilities[i];
    }
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] /= sum;
    }
    return probabilities;
  }

  /**
   * Natural logarithm of the probability of one class, finite where the probability rounds to 0.
   */
  public static double logProbability(float[] logits, int index, double temperature) {
    double largest = largest(logits);
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp((logit - largest) / temperature);
    }
    return (logits[index] - largest) / temperature - Math.log(sum);
  }

  private static double largest(float[] logits) {
    double largest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      largest = Math.max(largest, logit);
    }
    return largest;
  }
}
