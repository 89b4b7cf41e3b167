package allsky.cutout.input;

/**
 * Bilinear interpolation of a square window onto a finer square grid. The centre of the grid is the
 * sub-pixel position of the source.
 *
 * <p>For 50 arcsec on 80 pixels the step is 5/11 of an Atlas pixel. Not thread-safe: an instance
 * reuses its arrays.
 */
public final class Resampler {

  /**
   * Identifier of the interpolation, stored in the model. Change it whenever the interpolation
   * changes.
   */
  public static final String ID = "bilinear";

  private final int window;
  private final int side;
  private final double step;
  private final int[] left;
  private final float[] rightWeight;
  private final float[] widened;

  /**
   * @param window side of the input in pixels, odd
   * @param side side of the output in pixels
   * @param step distance between two output pixels, in input pixels
   */
  public Resampler(int window, int side, double step) {
    double reach = (side - 1) / 2.0 * step + 0.5;
    if (window % 2 == 0 || reach > (window - 1) / 2.0) {
      throw new IllegalArgumentException(
          String.format(
              "Invalid window (odd, reaching %.2f pixels from its middle): %d", reach, window));
    }
    this.window = window;
    this.side = side;
    this.step = step;
    this.left = new int[side];
    this.rightWeight = new float[side];
    this.widened = new float[window * side];
  }

  /**
   * Resamples one band.
   *
   * @param input window x window values, [y][x], all finite
   * @param dx offset along x of the source from the centre of the middle pixel, at most half a
   *     pixel
   * @param dy the same along y
   * @param output receives side x side values from {@code offset} on
   */
  public void resample(float[] input, float dx, float dy, float[] output, int offset) {
    int middle = window / 2;
    for (int i = 0; i < side; i++) {
      double x = middle + dx + (i - (side - 1) / 2.0) * step;
      left[i] = Math.min((int) x, window - 2);
      rightWeight[i] = (float) (x - left[i]);
    }
    double firstRow = middle + dy - (side - 1) / 2.0 * step;
    double lastRow = middle + dy + (side - 1) / 2.0 * step;
    blendColumns(input, (int) firstRow, Math.min((int) lastRow + 2, window));
    for (int j = 0; j < side; j++) {
      double y = middle + dy + (j - (side - 1) / 2.0) * step;
      int top = Math.min((int) y, window - 2);
      blendRows(top * side, (float) (y - top), output, offset + j * side);
    }
  }

  /**
   * Interpolates along the rows first, because the input has fewer rows than the output. Two rows
   * at a time share the column indices; if the number of rows is odd, the last but one is
   * calculated twice.
   */
  private void blendColumns(float[] input, int firstRow, int endRow) {
    for (int y = firstRow; y < endRow; y += 2) {
      int row = Math.min(y, endRow - 2);
      int upper = row * window;
      int to = row * side;
      for (int i = 0; i < side; i++) {
        int from = upper + left[i];
        float weight = rightWeight[i];
        float value = input[from];
        widened[to + i] = value + weight * (input[from + 1] - value);
        float below = input[from + window];
        widened[to + side + i] = below + weight * (input[from + window + 1] - below);
      }
    }
  }

  private void blendRows(int upper, float weight, float[] output, int target) {
    int lower = upper + side;
    for (int i = 0; i < side; i++) {
      float value = widened[upper + i];
      output[target + i] = value + weight * (widened[lower + i] - value);
    }
  }
}
