package allsky.calibration.mixture;

/** Lower triangles of matrices, row by row. */
public final class LowerTriangle {

  private LowerTriangle() {}

  /** The Cholesky factor L of a positive definite matrix C, with L L' = C. */
  public static double[][] cholesky(double[][] matrix) {
    double[][] factor = new double[matrix.length][];
    for (int i = 0; i < factor.length; i++) {
      factor[i] = matrix[i].clone();
      for (int j = 0; j <= i; j++) {
        double sum = factor[i][j];
        for (int k = 0; k < j; k++) {
          sum -= factor[i][k] * factor[j][k];
        }
        factor[i][j] = i == j ? Math.sqrt(sum) : sum / factor[j][j];
      }
    }
    return factor;
  }

  /** The inverse of a triangle. */
  public static double[][] inverse(double[][] factor) {
    double[][] inverse = new double[factor.length][];
    for (int i = 0; i < factor.length; i++) {
      double[] row = new double[i + 1];
      for (int k = 0; k < i; k++) {
        for (int j = 0; j <= k; j++) {
          row[j] -= factor[i][k] * inverse[k][j];
        }
      }
      for (int j = 0; j < i; j++) {
        row[j] /= factor[i][i];
      }
      row[i] = 1 / factor[i][i];
      inverse[i] = row;
    }
    return inverse;
  }
}
