package allsky.network;

/**
 * The matrices of the Winograd convolution F(m, r) in one dimension (Lavin and Gray 2016, section
 * 4.1): m neighbouring outputs y of r taps g on n = m + r - 1 inputs d with n products instead of m
 * r, as y = A<sup>T</sup> [(G g) * (B<sup>T</sup> d)], where * multiplies element by element. In
 * two dimensions each matrix is applied to the rows and to the columns.
 *
 * @param output A<sup>T</sup>, m rows of n numbers
 * @param kernel G, n rows of r numbers
 * @param input B<sup>T</sup>, n rows of n numbers
 */
record WinogradTransform(double[][] output, double[][] kernel, double[][] input) {

  /** Outputs of the transform for 3x3 kernels; even 5x5 outputs of a tile cost 49 products. */
  static final int TILE = 5;

  static final int TAPS = 3;

  /** Inputs of a tile along one axis. */
  static final int WINDOW = TILE + TAPS - 1;

  /**
   * Small points with small differences keep the rounding errors small (Barabasz et al. 2020,
   * section 5). The last point is infinity and has no number.
   */
  private static final double[] POINTS = {0, 1, -1, 2, -2, 0.5};

  /** F(5, 3). */
  static WinogradTransform of5() {
    return of(TILE, TAPS, POINTS);
  }

  /**
   * The matrices of Toom and Cook: a product of polynomials from its values at points.
   *
   * @param outputs m
   * @param taps r
   * @param points m + r - 2 distinct numbers
   */
  static WinogradTransform of(int outputs, int taps, double... points) {
    if (points.length != outputs + taps - 2) {
      throw new IllegalArgumentException(
          "Invalid points (%d): %d".formatted(outputs + taps - 2, points.length));
    }
    int window = points.length + 1;
    double[][] output = new double[outputs][window];
    double[][] kernel = new double[window][taps];
    double[][] input = new double[window][];
    for (int i = 0; i < points.length; i++) {
      for (int j = 0; j < outputs; j++) {
        output[j][i] = Math.pow(points[i], j);
      }
      for (int j = 0; j < taps; j++) {
        kernel[i][j] = Math.pow(points[i], j) / productOfDifferences(points, i);
      }
      input[i] = polynomial(points, i, window);
    }
    // The row of the point infinity.
    output[outputs - 1][points.length] = 1;
    kernel[points.length][taps - 1] = 1;
    input[points.length] = polynomial(points, points.length, window);
    return new WinogradTransform(output, kernel, input);
  }

  private static double productOfDifferences(double[] points, int index) {
    double product = 1;
    for (int i = 0; i < points.length; i++) {
      product *= i == index ? 1 : points[index] - points[i];
    }
    return product;
  }

  /** The coefficients of the product of (x - point) over all points but one, the lowest first. */
  private static double[] polynomial(double[] points, int omitted, int length) {
    double[] coefficients = new double[length];
    coefficients[0] = 1;
    for (int i = 0; i < points.length; i++) {
      if (i != omitted) {
        for (int power = length - 1; power >= 0; power--) {
          double lower = power == 0 ? 0 : coefficients[power - 1];
          coefficients[power] = lower - points[i] * coefficients[power];
        }
      }
    }
    return coefficients;
  }

  /** Tiles that cover an axis of this length; the last tile may extend beyond the end. */
  static int tiles(int side) {
    return (side + TILE - 1) / TILE;
  }

  /**
   * Cuts an axis into tiles and transforms each, with one row and column of zeros around the image:
   * tiles(side) times n rows of {@code side} numbers.
   */
  float[] inputOfAxis(int side) {
    float[] matrix = new float[tiles(side) * WINDOW * side];
    for (int row = 0; row < tiles(side) * WINDOW; row++) {
      int first = row / WINDOW * TILE - 1;
      for (int i = Math.max(0, -first); i < WINDOW && first + i < side; i++) {
        matrix[row * side + first + i] = (float) input[row % WINDOW][i];
      }
    }
    return matrix;
  }

  /** The matrix A<sup>T</sup> in row-major order. */
  float[] outputOfTile() {
    float[] matrix = new float[TILE * WINDOW];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = (float) output[i / WINDOW][i % WINDOW];
    }
    return matrix;
  }

  /**
   * The transformed 3x3 kernels G g G<sup>T</sup>, computed in double: n, n, channels, filters.
   *
   * @param factors filters, channels, 3 rows, 3 columns
   */
  float[] kernels(float[] factors, int filters, int channels) {
    float[] transformed = new float[WINDOW * WINDOW * channels * filters];
    for (int filter = 0; filter < filters; filter++) {
      for (int channel = 0; channel < channels; channel++) {
        int first = (filter * channels + channel) * TAPS * TAPS;
        for (int i = 0; i < WINDOW * WINDOW; i++) {
          transformed[(i * channels + channel) * filters + filter] =
              (float) element(factors, first, i / WINDOW, i % WINDOW);
        }
      }
    }
    return transformed;
  }

  /** One element of G g G<sup>T</sup>. */
  private double element(float[] factors, int first, int row, int column) {
    double sum = 0;
    for (int i = 0; i < TAPS; i++) {
      for (int j = 0; j < TAPS; j++) {
        sum += kernel[row][i] * factors[first + i * TAPS + j] * kernel[column][j];
      }
    }
    return sum;
  }
}
