package allsky.spark.fetch.selection;

import allsky.survey.AtlasTiling;
import java.util.Locale;

/**
 * A square that IRSA's image server cuts out of an image, on the image's own pixels (the cutout
 * service of IBE: {@code center}, {@code size}, {@code gzip}).
 *
 * @param raDeg right ascension of its middle, in millionths of a degree
 * @param decDeg declination of its middle, in millionths of a degree
 * @param sizeArcsec its side
 */
public record CutoutRequest(double raDeg, double decDeg, double sizeArcsec) {

  /** Headers of Atlas images take a few blocks of 2,880 bytes. */
  private static final long MOST_HEADER_BYTES = 28_800;

  public CutoutRequest {
    raDeg = Math.round(raDeg * 1e6) % 360_000_000L / 1e6;
    decDeg = Math.round(decDeg * 1e6) / 1e6;
  }

  /** The end of its file's name, which keeps the pieces of one image apart. */
  String ending() {
    return String.format(
        Locale.ROOT,
        "-%010.6f%s%09.6f-%sarcsec.fits",
        raDeg,
        decDeg < 0 ? "m" : "p",
        Math.abs(decDeg),
        size());
  }

  /** What the archive is asked for, after the image's path. */
  String query() {
    return String.format(
        Locale.ROOT, "?center=%.6f,%.6f&size=%sarcsec&gzip=false", raDeg, decDeg, size());
  }

  long mostBytes() {
    long side = (long) Math.ceil(sizeArcsec / AtlasTiling.PIXEL_SCALE_ARCSEC) + 2;
    return MOST_HEADER_BYTES + 4 * side * side;
  }

  private String size() {
    return sizeArcsec == Math.rint(sizeArcsec)
        ? String.format(Locale.ROOT, "%.0f", sizeArcsec)
        : Double.toString(sizeArcsec);
  }
}
