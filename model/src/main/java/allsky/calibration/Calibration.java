package allsky.calibration;

import allsky.network.Softmax;
import java.util.Arrays;

/**
 * Temperature scaling (Guo et al. 2017, "On Calibration of Modern Neural Networks", section 4.2):
 * one number divides all logits so that a confidence equals the share of right answers. The most
 * probable class stays the same.
 */
public final class Calibration {

  private static final double COLDEST = 0.05;
  private static final double HOTTEST = 20;
  private static final double PRECISION = 1e-6;
  private static final double GOLDEN_SECTION = (Math.sqrt(5) - 1) / 2;

  private Calibration() {}

  /**
   * The temperature with the smallest negative log-likelihood of the labels, {@value #COLDEST} to
   * {@value #HOTTEST}. A golden-section search in log T finds it: the likelihood is convex in 1/T,
   * so there is one minimum.
   *
   * @param logits rows of {@code classes} numbers, for cutouts that were not used in training
   * @param labels index of the true class of each row
   */
  public static double temperature(float[] logits, int[] labels, int classes) {
    requireRows(logits, labels, classes);
    double low = Math.log(COLDEST);
    double high = Math.log(HOTTEST);
    double left = high - GOLDEN_SECTION * (high - low);
    double right = low + GOLDEN_SECTION * (high - low);
    double leftLoss = negativeLogLikelihood(logits, labels, classes, Math.exp(left));
    double rightLoss = negativeLogLikelihood(logits, labels, classes, Math.exp(right));
    while (high - low > PRECISION) {
      if (leftLoss < rightLoss) {
        high = right;
        right = left;
        rightLoss = leftLoss;
        left = high - GOLDEN_SECTION * (high - low);
        leftLoss = negativeLogLikelihood(logits, labels, classes, Math.exp(left));
      } else {
        low = left;
        left = right;
        leftLoss = rightLoss;
        right = low + GOLDEN_SECTION * (high - low);
        rightLoss = negativeLogLikelihood(logits, labels, classes, Math.exp(right));
      }
    }
    return Math.exp((low + high) / 2);
  }

  /** Mean negative log-likelihood of the labels at a temperature, in nats. */
  public static double negativeLogLikelihood(
      float[] logits, int[] labels, int classes, double temperature) {
    requireRows(logits, labels, classes);
    double sum = 0;
    for (int row = 0; row < labels.length; row++) {
      float[] rowLogits = Arrays.copyOfRange(logits, row * classes, (row + 1) * classes);
      sum -= Softmax.logProbability(rowLogits, labels[row], temperature);
    }
    return sum / labels.length;
  }

  private static void requireRows(float[] logits, int[] labels, int classes) {
    if (labels.length == 0 || logits.length != labels.length * classes) {
      throw new IllegalArgumentException(
          "Invalid logits (%d rows of %d): %d".formatted(labels.length, classes, logits.length));
    }
  }
}
