package allsky.calibration.mixture;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The density of a vector: a weighted sum of Gaussians with full covariances.
 *
 * @param logWeights logarithm of the weight of each Gaussian
 * @param means the mean of each Gaussian
 * @param whitening for each Gaussian the inverse of the Cholesky factor of its covariance, a lower
 *     triangle row by row
 */
public record GaussianMixture(double[] logWeights, double[][] means, double[][][] whitening)
    implements Serializable {

  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  /** Length of a vector. */
  public int size() {
    return means[0].length;
  }

  /** Number of Gaussians. */
  public int count() {
    return means.length;
  }

  /**
   * The density of the first numbers of a vector, whatever the others are.
   *
   * @param length how many numbers, 1 to {@link #size}
   */
  public GaussianMixture marginal(int length) {
    // The inverse of a corner of the Cholesky factor is the corner of its inverse.
    return new GaussianMixture(
        logWeights,
        Arrays.stream(means).map(mean -> Arrays.copyOf(mean, length)).toArray(double[][]::new),
        Arrays.stream(whitening)
            .map(rows -> Arrays.copyOf(rows, length))
            .toArray(double[][][]::new));
  }

  /** The logarithm of the density at a vector. */
  public double logDensity(double[] vector) {
    double[] logs = new double[count()];
    for (int k = 0; k < logs.length; k++) {
      logs[k] = logWeighted(k, vector);
    }
    return logSum(logs);
  }

  /** The logarithm of the weight times the density of one Gaussian. */
  double logWeighted(int k, double[] vector) {
    double square = 0;
    double logDeterminant = 0;
    for (int i = 0; i < vector.length; i++) {
      double[] row = whitening[k][i];
      double white = 0;
      for (int j = 0; j <= i; j++) {
        white += row[j] * (vector[j] - means[k][j]);
      }
      square += white * white;
      logDeterminant += Math.log(row[i]);
    }
    return logWeights[k] + logDeterminant - 0.5 * (square + vector.length * LOG_TWO_PI);
  }

  /** The logarithm of a sum, from the logarithms of its terms. */
  static double logSum(double[] logs) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double log : logs) {
      largest = Math.max(largest, log);
    }
    if (Double.isInfinite(largest)) {
      return largest;
    }
    double sum = 0;
    for (double log : logs) {
      sum += Math.exp(log - largest);
    }
    return largest + Math.log(sum);
  }
}
