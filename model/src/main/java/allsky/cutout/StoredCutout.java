package allsky.cutout;

import allsky.fits.header.PixelValue;

/**
 * A cutout out of a table, which anybody may have written, with what its pixels say of themselves.
 *
 * @param status OK, or why it cannot be used
 * @param pixels as in {@link Cutout#pixels}; null unless the status is OK
 * @param dx see {@link Cutout#dx}
 * @param dy see {@link Cutout#dy}
 * @param flags bits of {@link CutoutFlag}
 */
public record StoredCutout(CutoutStatus status, float[] pixels, float dx, float dy, int flags) {

  /** The cutout of a row that holds none, or a damaged one. */
  public static final StoredCutout BAD =
      new StoredCutout(CutoutStatus.BAD_CUTOUT, null, Float.NaN, Float.NaN, 0);

  private static final StoredCutout MASKED =
      new StoredCutout(CutoutStatus.MASKED, null, Float.NaN, Float.NaN, 0);

  /**
   * Judges the pixels as {@link CutoutExtractor} does when it cuts them out.
   *
   * @param pixels DN less the background; what is no value is replaced by NaN
   * @param flags those of the table, which are kept
   */
  public static StoredCutout of(float[] pixels, float dx, float dy, int flags, CutoutShape shape) {
    if (pixels.length != shape.pixelCount() || !isInPixel(dx) || !isInPixel(dy)) {
      return BAD;
    }
    int bandPixels = shape.window() * shape.window();
    int missing = 0;
    boolean constant = false;
    for (int from = 0; from < pixels.length; from += bandPixels) {
      int ofBand = PixelValue.markMissing(pixels, from, bandPixels, PixelValue.LARGEST_DN);
      if (ofBand > CutoutExtractor.LARGEST_BAD_FRACTION * bandPixels) {
        return MASKED;
      }
      missing += ofBand;
      constant |= PixelValue.isConstant(pixels, from, bandPixels);
    }
    boolean explained = missing == 0 || (flags & CutoutFlag.EDGE) != 0;
    int found = (explained ? 0 : CutoutFlag.BAD_PIXELS) | (constant ? CutoutFlag.CONSTANT : 0);
    return new StoredCutout(CutoutStatus.OK, pixels, dx, dy, flags | found);
  }

  /** Half a pixel from the middle of one, with room for a rounding; false for NaN. */
  private static boolean isInPixel(float offset) {
    return Math.abs(offset) <= 0.5001f;
  }
}
