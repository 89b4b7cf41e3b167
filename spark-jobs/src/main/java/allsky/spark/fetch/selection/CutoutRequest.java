package allsky.spark.fetch.selection;

import allsky.survey.AtlasTiling;
import java.util.Locale;

/**
 * A request for a square cutout from IRSA's image server, without resampling (the cutout service of
 * IBE: {@code center}, {@code size}, {@code gzip}).
 *
 * @param raDeg right ascension of the centre, rounded to 1e-6 degrees
 * @param decDeg declination of the centre, rounded to 1e-6 degrees
 * @param sizeArcsec the side of the square
 */
public record CutoutRequest(double raDeg, double decDeg, double sizeArcsec) {

  /** The limit for headers; those of Atlas images are a few blocks of 2,880 bytes. */
  private static final long MAX_HEADER_BYTES = 28_800;

  /** Two and a half pixels on either side of a window, because the server rounds. */
  private static final int MARGIN_PIXELS = 5;

  private static final double NOMINAL_PIXEL_ARCSEC = 1.375;

  public CutoutRequest {
    raDeg = Math.round(raDeg * 1e6) % 360_000_000L / 1e6;
    decDeg = Math.round(decDeg * 1e6) / 1e6;
  }

  /**
   * The side of the square that a window needs, in whole arcsec.
   *
   * @param windowPixels the side of the window in pixels of the Atlas
   */
  public static double sideOf(int windowPixels) {
    return Math.ceil((windowPixels + MARGIN_PIXELS) * NOMINAL_PIXEL_ARCSEC);
  }

  /** The ending of the file name, which distinguishes the cutouts of one image. */
  String ending() {
    return String.format(
        Locale.ROOT,
        "-%010.6f%s%09.6f-%sarcsec.fits",
        raDeg,
        decDeg < 0 ? "m" : "p",
        Math.abs(decDeg),
        size());
  }

  /** The query of the request, after the path of the image. */
  String query() {
    return String.format(
        Locale.ROOT, "?center=%.6f,%.6f&size=%sarcsec&gzip=false", raDeg, decDeg, size());
  }

  long expectedMaxBytes() {
    long side = (long) Math.ceil(sizeArcsec / AtlasTiling.PIXEL_SCALE_ARCSEC) + 2;
    return MAX_HEADER_BYTES + 4 * side * side;
  }

  private String size() {
    return sizeArcsec == Math.rint(sizeArcsec)
        ? String.format(Locale.ROOT, "%.0f", sizeArcsec)
        : Double.toString(sizeArcsec);
  }
}
