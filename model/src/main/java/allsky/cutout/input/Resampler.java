package allsky.cutout.input;

import allsky.cutout.arithmetic.ArithmeticChoice;
import allsky.cutout.arithmetic.PixelArithmetic;
import allsky.cutout.arithmetic.RowInterpolation;

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
  private final RowInterpolation rows;
  private final float[] widened;

  /** A resampler with the fastest arithmetic of this JVM; see the other constructor. */
  public Resampler(int window, int side, double step) {
    this(window, side, step, ArithmeticChoice.arithmetic(1));
  }

  /**
   * @param window side of the input in pixels, odd
   * @param side side of the output in pixels
   * @param step distance between two output pixels, in input pixels
   */
  Resampler(int window, int side, double step, PixelArithmetic arithmetic) {
    double reach = (side - 1) / 2.0 * step + 1;
    if (window % 2 == 0 || reach > (window - 1) / 2.0) {
      throw new IllegalArgumentException(
          String.format(
              "Invalid window (odd, reaching %.2f pixels from its middle): %d", reach, window));
    }
    this.window = window;
    this.side = side;
    this.step = step;
    this.rows = arithmetic.rows(window, side, step);
    this.widened = new float[window * side];
  }

  /** The first row of the input that the output of a source needs. */
  int firstRow(float dy) {
    int middle = window / 2;
    return (int) (middle + dy - (side - 1) / 2.0 * step);
  }

  /** The row after the last one that the output of a source needs. */
  int endRow(float dy) {
    int middle = window / 2;
    return Math.min((int) (middle + dy + (side - 1) / 2.0 * step) + 2, window);
  }

  /**
   * Resamples one band: along the rows first, because the input has fewer rows than the output.
   *
   * @param input window x window values, [y][x], all finite; only the rows from {@link #firstRow}
   *     to {@link #endRow} are read
   * @param dx offset along x of the output's centre from the centre of the middle pixel, at most
   *     one pixel
   * @param dy the same along y
   * @param output receives side x side values from {@code offset} on
   */
  public void resample(float[] input, float dx, float dy, float[] output, int offset) {
    rows.moveTo(dx);
    rows.interpolate(input, firstRow(dy), endRow(dy), widened);
    int middle = window / 2;
    for (int j = 0; j < side; j++) {
      double y = middle + dy + (j - (side - 1) / 2.0) * step;
      int top = Math.min((int) y, window - 2);
      rows.between(widened, top * side, (float) (y - top), output, offset + j * side);
    }
  }
}
