package allsky.cutout.arithmetic;

import allsky.fits.header.PixelValue;

/** Arithmetic on pixels that every JVM has. */
public final class ScalarArithmetic implements PixelArithmetic {

  private final Median median;

  /**
   * @param max maximum number of values of a median
   */
  public ScalarArithmetic(int max) {
    this.median = new Median(max);
  }

  @Override
  public int markMissing(float[] pixels, int from, int count, float largest) {
    return PixelValue.markMissing(pixels, from, count, largest);
  }

  @Override
  public float median(float[] values, int count) {
    return median.ofFirst(values, count);
  }

  @Override
  public void stretch(float[] pixels, int from, int count, float perSigma, float[] target, int to) {
    for (int i = 0; i < count; i++) {
      target[to + i] = AsinhTable.stretched(pixels[from + i], perSigma);
    }
  }

  @Override
  public RowInterpolation rows(int window, int side, double step) {
    return new Rows(window, side, step);
  }

  private static final class Rows extends RowInterpolation {

    Rows(int window, int side, double step) {
      super(window, side, step);
    }

    /**
     * Two rows at a time share the column indices; if the number of rows is odd, the last but one
     * is calculated twice.
     */
    @Override
    public void interpolate(float[] input, int firstRow, int endRow, float[] output) {
      for (int y = firstRow; y < endRow; y += 2) {
        int row = Math.min(y, endRow - 2);
        int upper = row * window;
        int to = row * side;
        for (int i = 0; i < side; i++) {
          int from = upper + left[i];
          float weight = rightWeight[i];
          float value = input[from];
          output[to + i] = value + weight * (input[from + 1] - value);
          float below = input[from + window];
          output[to + side + i] = below + weight * (input[from + window + 1] - below);
        }
      }
    }

    @Override
    public void between(float[] rows, int upper, float weight, float[] output, int target) {
      int lower = upper + side;
      for (int i = 0; i < side; i++) {
        float value = rows[upper + i];
        output[target + i] = value + weight * (rows[lower + i] - value);
      }
    }
  }
}
