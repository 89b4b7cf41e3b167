package allsky.sky;

/**
 * A proper motion, as catalogs give it: along a straight line at constant speed.
 *
 * @param raMasPerYear motion in right ascension, times cos(dec), in milliarcsec per Julian year
 * @param decMasPerYear motion in declination, in milliarcsec per Julian year
 */
public record ProperMotion(double raMasPerYear, double decMasPerYear) {

  private static final double MAS_PER_RADIAN = Math.toDegrees(1) * 3_600_000;

  /**
   * The position of a source some years later, without parallax and radial velocity: r = r0 + (p
   * mu_ra + q mu_dec) t, normalised to the unit sphere (ESA 1997, The Hipparcos and Tycho
   * Catalogues, SP-1200 volume 1, section 1.5.5, with zero radial velocity).
   *
   * @param years Julian years from the epoch of the position, negative for earlier times
   */
  public SkyPosition from(SkyPosition start, double years) {
    double east = raMasPerYear * years / MAS_PER_RADIAN;
    double north = decMasPerYear * years / MAS_PER_RADIAN;
    if (east == 0 && north == 0) {
      return start; // Rounding would separate equal positions.
    }
    double sinDec = Math.sin(Math.toRadians(start.decDeg()));
    double cosDec = Separation.cosOfDegrees(start.decDeg());
    double outward = cosDec - north * sinDec;
    double up = sinDec + north * cosDec;
    return SkyPosition.ofDegrees(
        start.raDeg() + Math.toDegrees(Math.atan2(east, outward)),
        Math.toDegrees(Math.atan2(up, Math.hypot(east, outward))));
  }
}
