package allsky.calibration;

import allsky.calibration.mixture.LowerTriangle;

/**
 * A covariance that is invertible for any number of samples: a part of it is replaced by the same
 * variance in all directions. The size of this part is the oracle approximating shrinkage (OAS) of
 * Chen, Wiesel, Eldar and Hero (2010, "Shrinkage Algorithms for MMSE Covariance Estimation", IEEE
 * Trans. Signal Processing 58, 5016), equation 23. Like the estimator of Ledoit and Wolf (2004) it
 * minimises the mean squared error, but it needs no second pass over the samples.
 *
 * @param lower the lower triangle, row by row
 * @param shrinkage the part that is replaced, 0 to 1
 */
record ShrunkCovariance(double[][] lower, double shrinkage) {

  /**
   * Shrinks a sample covariance. A covariance of zero becomes the identity, because it tells
   * nothing about any direction.
   *
   * @param lower the lower triangle, row by row; this method changes it
   * @param samples the divisor of the sums of squares, 1 or more
   */
  static ShrunkCovariance of(double[][] lower, int samples) {
    int size = lower.length;
    double trace = 0;
    double traceOfSquare = 0;
    for (int i = 0; i < size; i++) {
      trace += lower[i][i];
      traceOfSquare += lower[i][i] * lower[i][i];
      for (int j = 0; j < i; j++) {
        traceOfSquare += 2 * lower[i][j] * lower[i][j];
      }
    }
    double variance = trace > 0 ? trace / size : 1;
    double shrinkage = trace > 0 ? shrinkage(size, samples, trace, traceOfSquare) : 1;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        lower[i][j] *= 1 - shrinkage;
      }
      lower[i][i] = (1 - shrinkage) * lower[i][i] + shrinkage * variance;
    }
    return new ShrunkCovariance(lower, shrinkage);
  }

  private static double shrinkage(int size, int samples, double trace, double traceOfSquare) {
    double p = size;
    double numerator = (1 - 2 / p) * traceOfSquare + trace * trace;
    double denominator = (samples + 1 - 2 / p) * (traceOfSquare - trace * trace / p);
    return denominator > 0 ? Math.min(1, numerator / denominator) : 1;
  }

  /**
   * The whitening matrix W, a lower triangle with W C W' = 1: the inverse of the Cholesky factor of
   * C. The length of W x is the Mahalanobis length of x.
   */
  double[][] whitening() {
    return LowerTriangle.inverse(LowerTriangle.cholesky(lower));
  }
}
