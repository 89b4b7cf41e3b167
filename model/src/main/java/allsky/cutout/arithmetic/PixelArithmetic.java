package allsky.cutout.arithmetic;

/**
 * Arithmetic on arrays of pixels. All implementations give the same bits for the same values. Not
 * thread-safe: an instance reuses its arrays.
 */
public interface PixelArithmetic {

  /**
   * Replaces invalid values by NaN, see {@link allsky.fits.header.PixelValue}.
   *
   * @param largest the largest valid absolute value, in the unit of the pixels
   * @return the number of pixels without a value
   */
  int markMissing(float[] pixels, int from, int count, float largest);

  /**
   * The median of the first {@code count} values, which must not be NaN. For an even count it is
   * the upper of the two middle values. The values are not changed.
   *
   * @param count 1 or more
   */
  float median(float[] values, int count);

  /**
   * Stretches pixels: {@link AsinhTable#stretched} of each.
   *
   * @param pixels any values
   * @param from index of the first pixel
   * @param count number of pixels
   * @param perSigma 1 over the noise of the band, positive
   * @param target receives {@code count} values from index {@code to} on
   */
  void stretch(float[] pixels, int from, int count, float perSigma, float[] target, int to);

  /**
   * Interpolation along the rows of a window.
   *
   * @param window side of the window in pixels
   * @param side number of values of an interpolated row
   * @param step distance between two of them in pixels; the first and the last one are inside the
   *     window
   */
  RowInterpolation rows(int window, int side, double step);
}
