package allsky.fits.header;

/**
 * Decides which numbers are valid pixel values. Images and tables of different archives mark
 * missing pixels with NaN, an infinity, the largest positive or negative float, or another number
 * that no light can cause.
 */
public final class PixelValue {

  /**
   * The largest valid value in DN at the band's reference zero point. A source of W1 = -5 mag,
   * brighter than any real source, gives 4e8 in its central pixel: 10^(0.4 (20.5 + 5)) times the
   * peak fraction 0.024.
   */
  public static final float LARGEST_DN = 1e12f;

  private PixelValue() {}

  /**
   * Replaces invalid values by NaN.
   *
   * @param largest the largest valid absolute value, in the unit of the pixels
   * @return the number of pixels without a value
   */
  public static int markMissing(float[] pixels, int from, int count, float largest) {
    int missing = 0;
    for (int i = from; i < from + count; i++) {
      if (!isValue(pixels[i], largest)) {
        pixels[i] = Float.NaN;
        missing++;
      }
    }
    return missing;
  }

  /** True for a valid value; false for NaN. */
  public static boolean isValue(float pixel, float largest) {
    return Math.abs(pixel) <= largest;
  }

  /** True if all pixels that have a value have the same value. */
  public static boolean isConstant(float[] pixels, int from, int count) {
    float first = Float.NaN;
    for (int i = from; i < from + count; i++) {
      float pixel = pixels[i];
      if (Float.isNaN(first)) {
        first = pixel;
      } else if (pixel != first && !Float.isNaN(pixel)) {
        return false;
      }
    }
    return true;
  }
}
