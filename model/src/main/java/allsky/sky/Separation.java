package allsky.sky;

/** The angle between two positions on the sphere. */
public final class Separation {

  private static final double ARCSEC_PER_RADIAN = Math.toDegrees(1) * 3600;

  private Separation() {}

  /** The separation of two positions in arcsec, 0 to 648000. */
  public static double arcsec(SkyPosition a, SkyPosition b) {
    return arcsec(a.raDeg(), a.decDeg(), b.raDeg(), b.decDeg());
  }

  /**
   * The separation of two positions in arcsec, 0 to 648000; all angles are in degrees, right
   * ascensions 0 to 360. The result is exactly symmetric. It is exactly 0 for equal positions in
   * any notation (0 or 360, any right ascension at a pole). Up to the antipode it is precise to a
   * few units in the last place: sine and cosine of half the angle are sums of terms of 0 or more,
   * so there is no cancellation.
   *
   * <p>Half-angle form of the haversine formula; Sinnott 1984, Sky and Telescope 68, 159.
   */
  public static double arcsec(double raADeg, double decADeg, double raBDeg, double decBDeg) {
    double halfRa = Math.toRadians(raDifferenceDeg(raADeg, raBDeg)) / 2;
    double halfDec = Math.toRadians(decADeg - decBDeg) / 2;
    double meanDecDeg = (decADeg + decBDeg) / 2;
    double sinHalf =
        Math.hypot(
            Math.sin(halfDec) * Math.cos(halfRa), cosOfDegrees(meanDecDeg) * Math.sin(halfRa));
    double cosHalf =
        Math.hypot(
            Math.cos(halfDec) * Math.cos(halfRa),
            Math.sin(Math.toRadians(meanDecDeg)) * Math.sin(halfRa));
    return 2 * Math.atan2(sinHalf, cosHalf) * ARCSEC_PER_RADIAN;
  }

  /** The difference, -180 to 180. Across 0 hours 360 is subtracted first, which is exact there. */
  private static double raDifferenceDeg(double raADeg, double raBDeg) {
    double difference = raADeg - raBDeg;
    if (difference > 180) {
      return (raADeg - 360) - raBDeg;
    }
    return difference < -180 ? raADeg - (raBDeg - 360) : difference;
  }

  /** Cosine of a declination, exactly 0 at the poles and precise near them. */
  static double cosOfDegrees(double decDeg) {
    return Math.sin(Math.toRadians(90 - Math.abs(decDeg)));
  }
}
