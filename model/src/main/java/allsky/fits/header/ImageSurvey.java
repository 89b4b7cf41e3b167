package allsky.fits.header;

import java.util.Optional;

/**
 * The two kinds of images of the WISE sky, on the same tiles. They are told apart by the side of
 * their pixels.
 */
public enum ImageSurvey {
  /**
   * AllWISE Atlas images: orthographic, blurred by a matched filter, DN (Explanatory Supplement to
   * AllWISE, section IV.1.b).
   */
  ATLAS("Atlas", 1.375, "DN"),

  /** unWISE coadds: gnomonic, as sharp as the telescope (Lang 2014, AJ 147, 108). */
  UNWISE("unWISE", 2.75, "nanomaggy");

  /** Vega magnitude of one nanomaggy: the zero point of every unWISE image. */
  static final double NANOMAGGY_ZERO_POINT = 22.5;

  private static final double SCALE_TOLERANCE = 0.01;

  private final String title;
  private final double pixelArcsec;
  private final String unit;

  ImageSurvey(String title, double pixelArcsec, String unit) {
    this.title = title;
    this.pixelArcsec = pixelArcsec;
    this.unit = unit;
  }

  /** The kind whose pixels have a side, in arcsec, to one per cent. */
  public static Optional<ImageSurvey> ofPixel(double arcsec) {
    for (ImageSurvey survey : values()) {
      if (Math.abs(arcsec / survey.pixelArcsec - 1) <= SCALE_TOLERANCE) {
        return Optional.of(survey);
      }
    }
    return Optional.empty();
  }

  /** The name as its makers write it. */
  public String title() {
    return title;
  }

  /** The side of a pixel in arcsec. */
  public double pixelArcsec() {
    return pixelArcsec;
  }

  /** The unit of the images' pixels. */
  public String unit() {
    return unit;
  }
}
