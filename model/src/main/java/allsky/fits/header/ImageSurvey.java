package allsky.fits.header;

import allsky.EnumNames;
import java.util.Optional;

/**
 * The two surveys of WISE images. Both have the same tiles. The size of the pixels identifies the
 * survey.
 */
public enum ImageSurvey {
  /**
   * AllWISE Atlas images: orthographic, blurred by a matched filter, DN (Explanatory Supplement to
   * AllWISE, section IV.1.b).
   */
  ATLAS("Atlas", 1.375, "DN"),

  /** unWISE coadds: gnomonic, at the resolution of the telescope (Lang 2014, AJ 147, 108). */
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

  /** The survey whose pixels have this side in arcsec, within 1 %. */
  public static Optional<ImageSurvey> ofPixel(double arcsec) {
    for (ImageSurvey survey : values()) {
      if (Math.abs(arcsec / survey.pixelArcsec - 1) <= SCALE_TOLERANCE) {
        return Optional.of(survey);
      }
    }
    return Optional.empty();
  }

  /**
   * The survey with the name of a constant, in any case.
   *
   * @throws IllegalArgumentException for another name
   */
  public static ImageSurvey ofName(String name) {
    return EnumNames.find(ImageSurvey.class, name, "a survey");
  }

  /** The name as the archive spells it. */
  public String title() {
    return title;
  }

  /** The side of a pixel in arcsec. */
  public double pixelArcsec() {
    return pixelArcsec;
  }

  /** The unit of the pixel values. */
  public String unit() {
    return unit;
  }
}
