package allsky.cutout.arithmetic;

/**
 * Linear interpolation along the rows of a square window, at places with equal distances, and
 * between the interpolated rows. Not thread-safe: an instance keeps the places.
 */
public abstract class RowInterpolation {

  /** Side of the window in pixels. */
  protected final int window;

  /** Number of values of an interpolated row. */
  protected final int side;

  /** The pixel to the left of each place. */
  protected final int[] left;

  /** The weight of the pixel to the right of each place, 0 to 1. */
  protected final float[] rightWeight;

  private final double step;
  private float offset = Float.NaN;

  /** See {@link PixelArithmetic#rows}. */
  protected RowInterpolation(int window, int side, double step) {
    this.window = window;
    this.side = side;
    this.step = step;
    this.left = new int[side];
    this.rightWeight = new float[side];
  }

  /**
   * Centres the places.
   *
   * @param dx distance of the centre from the middle of the row, at most one pixel
   */
  public final void moveTo(float dx) {
    if (dx == offset) {
      return;
    }
    int middle = window / 2;
    for (int i = 0; i < side; i++) {
      double x = middle + dx + (i - (side - 1) / 2.0) * step;
      left[i] = Math.min((int) x, window - 2);
      rightWeight[i] = (float) (x - left[i]);
    }
    offset = dx;
    moved();
  }

  /** Called after {@link #left} and {@link #rightWeight} have changed. */
  protected void moved() {}

  /**
   * Interpolates rows: {@code value + weight (right - value)}.
   *
   * @param input window x window values
   * @param firstRow the first row
   * @param endRow the row after the last one, at least two rows later
   * @param output receives {@code side} values for each row, from {@code row x side} on
   */
  public abstract void interpolate(float[] input, int firstRow, int endRow, float[] output);

  /**
   * Interpolates between two interpolated rows: {@code value + weight (lower - value)}.
   *
   * @param rows rows of {@code side} values
   * @param upper index of the first value of the upper row; the lower row follows it
   * @param weight weight of the lower row
   * @param output receives {@code side} values from {@code target} on
   */
  public abstract void between(float[] rows, int upper, float weight, float[] output, int target);
}
