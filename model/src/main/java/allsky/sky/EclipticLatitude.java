package allsky.sky;

/** The latitude in the ecliptic frame (J2000). */
public final class EclipticLatitude {

  private static final double OBLIQUITY_RAD = Math.toRadians(23.4393);

  private EclipticLatitude() {}

  /** The sine of the ecliptic latitude of an ICRS position. */
  public static double sine(SkyPosition position) {
    double ra = Math.toRadians(position.raDeg());
    double dec = Math.toRadians(position.decDeg());
    return Math.sin(dec) * Math.cos(OBLIQUITY_RAD)
        - Math.cos(dec) * Math.sin(OBLIQUITY_RAD) * Math.sin(ra);
  }

  /** The ecliptic latitude of an ICRS position in degrees, -90 to 90. */
  public static double deg(SkyPosition position) {
    return Math.toDegrees(Math.asin(Math.max(-1, Math.min(1, sine(position)))));
  }
}
