package allsky.fits.header;

/**
 * Which numbers can be the value of a pixel. Images and tables of many origins mark missing pixels
 * with NaN, an infinity, the largest float of either sign or another number that no light makes.
 */
public final class PixelValue {

  /**
   * DN at the band's reference zero point. A source of W1 = -5 mag, brighter than any on the sky,
   * puts 4e8 into its middle pixel: 10^(0.4 (20.5 + 5)) times the peak fraction 0.024.
   */
  public static final float LARGEST_DN = 1e12f;

  private PixelValue() {}

  /**
   * Replaces what is no value by NaN.
   *
   * @param largest the largest magnitude of a value, in the unit of the pixels
   * @return how many of the pixels have no value
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

  /** False for NaN too. */
  public static boolean isValue(float pixel, float largest) {
    return Math.abs(pixel) <= largest;
  }

  /** True where the pixels that have a value all have the same one. */
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
