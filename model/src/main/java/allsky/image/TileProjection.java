package allsky.image;

import allsky.sky.SkyPosition;
import java.io.Serializable;
import java.util.Locale;
import nom.tam.fits.Header;

/**
 * The zenithal projections SIN and TAN between the sky and an image's pixels, with the linear part
 * of the header (Greisen and Calabretta 2002, A&amp;A 395, 1061; Calabretta and Greisen 2002,
 * A&amp;A 395, 1077, "Paper II" below). AllWISE Atlas images are SIN, unWISE images TAN.
 */
public final class TileProjection implements Serializable {

  private static final long serialVersionUID = 1L;

  /** How a point of the unit sphere comes onto the plane. */
  public enum Kind {
    /** Orthographic, Paper II section 5.1.5 with both PV at zero. */
    SIN,
    /** Gnomonic, Paper II section 5.1.3. */
    TAN
  }

  private final Kind kind;
  private final double raRad;
  private final double sinDec;
  private final double cosDec;
  private final double decRad;
  private final double crpix1;
  private final double crpix2;
  private final double cd11;
  private final double cd12;
  private final double cd21;
  private final double cd22;

  private TileProjection(
      Kind kind, SkyPosition reference, double crpix1, double crpix2, double[] cdDeg) {
    this.kind = kind;
    this.raRad = Math.toRadians(reference.raDeg());
    this.decRad = Math.toRadians(reference.decDeg());
    this.sinDec = Math.sin(decRad);
    this.cosDec = Math.cos(decRad);
    this.crpix1 = crpix1;
    this.crpix2 = crpix2;
    this.cd11 = Math.toRadians(cdDeg[0]);
    this.cd12 = Math.toRadians(cdDeg[1]);
    this.cd21 = Math.toRadians(cdDeg[2]);
    this.cd22 = Math.toRadians(cdDeg[3]);
  }

  /**
   * The projection of an Atlas image: SIN, north up, east left.
   *
   * @param reference the position at the reference pixel (CRVAL)
   * @param crpix1 the reference pixel along axis 1 in FITS's 1-based pixels
   * @param crpix2 the reference pixel along axis 2 in FITS's 1-based pixels
   * @param pixelScaleArcsec the pixel's side in arcsec
   */
  public static TileProjection sin(
      SkyPosition reference, double crpix1, double crpix2, double pixelScaleArcsec) {
    double scaleDeg = pixelScaleArcsec / 3600;
    return new TileProjection(
        Kind.SIN, reference, crpix1, crpix2, new double[] {-scaleDeg, 0, 0, scaleDeg});
  }

  /**
   * Reads the projection of an image's header: SIN or TAN with CDELT and CROTA2, CDELT and PC, or
   * CD.
   *
   * @throws UnreadableImageException where a card is missing or the projection is another one
   */
  public static TileProjection ofHeader(Header header) throws UnreadableImageException {
    Kind kind = kind(header);
    double crval1 = number(header, "CRVAL1");
    double crval2 = number(header, "CRVAL2");
    if (!Double.isFinite(crval1) || !(Math.abs(crval2) <= 90)) {
      throw new UnreadableImageException("its CRVAL is no position: " + crval1 + ", " + crval2);
    }
    double[] cd = linearPart(header);
    if (!(Math.abs(cd[0] * cd[3] - cd[1] * cd[2]) > 0)) {
      throw new UnreadableImageException("its pixel scale (CDELT or CD) is zero");
    }
    return new TileProjection(
        kind,
        SkyPosition.ofDegrees(crval1, crval2),
        number(header, "CRPIX1"),
        number(header, "CRPIX2"),
        cd);
  }

  /** The pixel of a position; {@link PixelPosition#NONE} where it is beyond the horizon. */
  public PixelPosition toPixel(double raDeg, double decDeg) {
    double deltaRa = Math.toRadians(raDeg) - raRad;
    double dec = Math.toRadians(decDeg);
    double cosD = Math.cos(dec);
    double sinHalf = Math.sin(deltaRa / 2);
    // cos of the distance from the reference point: Paper II, eq. 56 with theta = 90 deg - c.
    double cosDistance = Math.sin(dec) * sinDec + cosD * cosDec * Math.cos(deltaRa);
    if (cosDistance <= 0) {
      return PixelPosition.NONE;
    }
    // Paper II, eqs. 57 and 58 (SIN); eta is written so that it stays exact near the centre.
    double xi = cosD * Math.sin(deltaRa);
    double eta = Math.sin(dec - decRad) + 2 * cosD * sinDec * sinHalf * sinHalf;
    if (kind == Kind.TAN) {
      xi /= cosDistance;
      eta /= cosDistance;
    }
    double determinant = cd11 * cd22 - cd12 * cd21;
    double u = (cd22 * xi - cd12 * eta) / determinant;
    double v = (cd11 * eta - cd21 * xi) / determinant;
    return new PixelPosition(u + crpix1 - 1, v + crpix2 - 1);
  }

  /**
   * The position of a pixel.
   *
   * @throws IllegalArgumentException for a pixel that lies outside the projected hemisphere
   */
  public SkyPosition toSky(double x, double y) {
    double u = x + 1 - crpix1;
    double v = y + 1 - crpix2;
    double xi = cd11 * u + cd12 * v;
    double eta = cd21 * u + cd22 * v;
    double radiusSquared = xi * xi + eta * eta;
    double cosDistance =
        kind == Kind.SIN ? Math.sqrt(1 - radiusSquared) : 1 / Math.sqrt(1 + radiusSquared);
    if (Double.isNaN(cosDistance)) {
      throw new IllegalArgumentException("Invalid pixel (outside the sky): " + x + ", " + y);
    }
    if (kind == Kind.TAN) {
      xi *= cosDistance;
      eta *= cosDistance;
    }
    double north = cosDec * cosDistance - eta * sinDec;
    double sinD = sinDec * cosDistance + eta * cosDec;
    double ra = raRad + Math.atan2(xi, north);
    double dec = Math.atan2(sinD, Math.hypot(xi, north));
    return SkyPosition.ofDegrees(Math.toDegrees(ra), Math.toDegrees(dec));
  }

  /** The side of a pixel in arcsec: the root of its area at the reference point. */
  public double pixelScaleArcsec() {
    return Math.toDegrees(Math.sqrt(Math.abs(cd11 * cd22 - cd12 * cd21))) * 3600;
  }

  /** True where both project every position onto the same pixel. */
  public boolean sameAs(TileProjection other) {
    return kind == other.kind
        && raRad == other.raRad
        && decRad == other.decRad
        && crpix1 == other.crpix1
        && crpix2 == other.crpix2
        && cd11 == other.cd11
        && cd12 == other.cd12
        && cd21 == other.cd21
        && cd22 == other.cd22;
  }

  private static Kind kind(Header header) throws UnreadableImageException {
    String type = header.getStringValue("CTYPE1");
    if (type == null) {
      throw new UnreadableImageException("its header has no WCS (no CTYPE1 card)");
    }
    return switch (type.trim().toUpperCase(Locale.ROOT)) {
      case "RA---SIN" -> Kind.SIN;
      case "RA---TAN" -> Kind.TAN;
      default ->
          throw new UnreadableImageException(
              "its projection is " + type.trim() + "; only RA---SIN and RA---TAN are read");
    };
  }

  private static double[] linearPart(Header header) throws UnreadableImageException {
    if (header.containsKey("CD1_1")) {
      return new double[] {
        number(header, "CD1_1"),
        header.getDoubleValue("CD1_2", 0),
        header.getDoubleValue("CD2_1", 0),
        number(header, "CD2_2")
      };
    }
    double cdelt1 = number(header, "CDELT1");
    double cdelt2 = number(header, "CDELT2");
    if (header.containsKey("PC1_1")) {
      return new double[] {
        cdelt1 * header.getDoubleValue("PC1_1", 1),
        cdelt1 * header.getDoubleValue("PC1_2", 0),
        cdelt2 * header.getDoubleValue("PC2_1", 0),
        cdelt2 * header.getDoubleValue("PC2_2", 1)
      };
    }
    // Paper II, section 6.1: the old CROTA2 as a matrix.
    double rotation = Math.toRadians(header.getDoubleValue("CROTA2", 0));
    double cos = Math.cos(rotation);
    double sin = Math.sin(rotation);
    return new double[] {cdelt1 * cos, -cdelt2 * sin, cdelt1 * sin, cdelt2 * cos};
  }

  private static double number(Header header, String card) throws UnreadableImageException {
    if (!header.containsKey(card)) {
      throw new UnreadableImageException("its header has no " + card + " card");
    }
    return header.getDoubleValue(card, Double.NaN);
  }
}
