package allsky.fits.wcs;

import allsky.fits.FitsCards;
import allsky.fits.UnreadableImageException;
import allsky.fits.wcs.WcsCards.Kind;
import allsky.sky.SkyPosition;
import java.io.Serializable;

/**
 * The zenithal projections SIN and TAN between the sky and an image's pixels, with the linear part
 * of the header (Greisen and Calabretta 2002, A&amp;A 395, 1061; Calabretta and Greisen 2002,
 * A&amp;A 395, 1077, "Paper II" below). AllWISE Atlas images are SIN, unWISE images TAN.
 */
public final class TileProjection implements Serializable {

  private static final long serialVersionUID = 1L;

  private final WcsCards cards;
  private final double raRad;
  private final double sinDec;
  private final double cosDec;
  private final double decRad;
  private final double cd11;
  private final double cd12;
  private final double cd21;
  private final double cd22;

  private TileProjection(WcsCards cards) {
    this.cards = cards;
    this.raRad = Math.toRadians(cards.crval1());
    this.decRad = Math.toRadians(cards.crval2());
    this.sinDec = Math.sin(decRad);
    this.cosDec = Math.cos(decRad);
    this.cd11 = Math.toRadians(cards.cd11());
    this.cd12 = Math.toRadians(cards.cd12());
    this.cd21 = Math.toRadians(cards.cd21());
    this.cd22 = Math.toRadians(cards.cd22());
  }

  /** The projection that the cards describe. */
  public static TileProjection of(WcsCards cards) {
    return new TileProjection(cards);
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
        new WcsCards(
            Kind.SIN,
            reference.raDeg(),
            reference.decDeg(),
            crpix1,
            crpix2,
            -scaleDeg,
            0,
            0,
            scaleDeg));
  }

  /**
   * Reads the projection of an image's header: SIN or TAN with CDELT and CROTA2, CDELT and PC, or
   * CD, in equatorial coordinates of J2000.
   *
   * @throws UnreadableImageException if a card is missing or has a value that allsky does not
   *     support, such as another projection, a distortion or axes in another order
   */
  public static TileProjection ofHeader(FitsCards header) throws UnreadableImageException {
    return new TileProjection(WcsReader.read(header));
  }

  /** The cards that describe the projection, the input of {@link #of}. */
  public WcsCards cards() {
    return cards;
  }

  /** The pixel of a position; {@link PixelPosition#NONE} if it is beyond the horizon. */
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
    // Paper II, eqs. 57 and 58 (SIN); this form of eta is exact near the centre.
    double xi = cosD * Math.sin(deltaRa);
    double eta = Math.sin(dec - decRad) + 2 * cosD * sinDec * sinHalf * sinHalf;
    if (cards.kind() == Kind.TAN) {
      xi /= cosDistance;
      eta /= cosDistance;
    }
    double determinant = cd11 * cd22 - cd12 * cd21;
    double u = (cd22 * xi - cd12 * eta) / determinant;
    double v = (cd11 * eta - cd21 * xi) / determinant;
    return new PixelPosition(u + cards.crpix1() - 1, v + cards.crpix2() - 1);
  }

  /**
   * The position of a pixel.
   *
   * @throws IllegalArgumentException for a pixel outside the projected hemisphere
   */
  public SkyPosition toSky(double x, double y) {
    double u = x + 1 - cards.crpix1();
    double v = y + 1 - cards.crpix2();
    double xi = cd11 * u + cd12 * v;
    double eta = cd21 * u + cd22 * v;
    double radiusSquared = xi * xi + eta * eta;
    double cosDistance =
        cards.kind() == Kind.SIN ? Math.sqrt(1 - radiusSquared) : 1 / Math.sqrt(1 + radiusSquared);
    if (Double.isNaN(cosDistance)) {
      throw new IllegalArgumentException("Invalid pixel (outside the sky): " + x + ", " + y);
    }
    if (cards.kind() == Kind.TAN) {
      xi *= cosDistance;
      eta *= cosDistance;
    }
    double north = cosDec * cosDistance - eta * sinDec;
    double sinD = sinDec * cosDistance + eta * cosDec;
    double ra = raRad + Math.atan2(xi, north);
    double dec = Math.atan2(sinD, Math.hypot(xi, north));
    return SkyPosition.ofDegrees(Math.toDegrees(ra), Math.toDegrees(dec));
  }

  /** The side of a pixel in arcsec: the square root of its area at the reference point. */
  public double pixelScaleArcsec() {
    return Math.toDegrees(Math.sqrt(Math.abs(cd11 * cd22 - cd12 * cd21))) * 3600;
  }

  /** True if both project every position to the same pixel. */
  public boolean sameAs(TileProjection other) {
    return cards.equals(other.cards);
  }
}
