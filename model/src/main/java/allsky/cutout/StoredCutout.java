package allsky.cutout;

import allsky.fits.header.PixelValue;
import allsky.survey.Band;
import java.util.List;

/**
 * A cutout from a table that any program may have written, with a status and flags from a check of
 * its pixels.
 *
 * @param status OK, or why the cutout cannot be used
 * @param pixels as in {@link Cutout#pixels}; null if the status is not OK
 * @param dx see {@link Cutout#dx}
 * @param dy see {@link Cutout#dy}
 * @param flags bits of {@link CutoutFlag}
 */
public record StoredCutout(CutoutStatus status, float[] pixels, float dx, float dy, int flags) {

  /** The result for a row without a cutout or with a damaged one. */
  public static final StoredCutout BAD =
      new StoredCutout(CutoutStatus.BAD_CUTOUT, null, Float.NaN, Float.NaN, 0);

  private static final StoredCutout MASKED =
      new StoredCutout(CutoutStatus.MASKED, null, Float.NaN, Float.NaN, 0);

  /**
   * Checks the pixels by the rules of {@link CutoutExtractor}.
   *
   * @param pixels background-subtracted DN; impossible values are replaced by NaN
   * @param flags the flags in the table; the check adds flags to them
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

  /**
   * The pixels of a selection of the bands; the status stays that of all bands.
   *
   * @param from the shape of this cutout
   * @param bands bands of that shape, in any order
   */
  public StoredCutout only(List<Band> bands, CutoutShape from) {
    if (pixels == null || bands.equals(from.bands())) {
      return this;
    }
    int bandPixels = from.window() * from.window();
    float[] selected = new float[bands.size() * bandPixels];
    for (int i = 0; i < bands.size(); i++) {
      int place = from.bands().indexOf(bands.get(i)) * bandPixels;
      System.arraycopy(pixels, place, selected, i * bandPixels, bandPixels);
    }
    return new StoredCutout(status, selected, dx, dy, flags);
  }

  /** True for at most half a pixel, with a tolerance for rounding; false for NaN. */
  private static boolean isInPixel(float offset) {
    return Math.abs(offset) <= 0.5001f;
  }
}
