package allsky.sky;

/** A direction on the sphere as a vector, of any length above 0. */
record SkyVector(double x, double y, double z) {

  /** The E-terms of aberration at B1950: Explanatory Supplement (1992), equation 3.531-1. */
  private static final SkyVector E_TERMS = new SkyVector(-1.62557e-6, -0.31919e-6, -0.13843e-6);

  /** Murray 1989, A&A 218, 325, equation 28: FK4 B1950 to FK5 J2000, by rows. */
  private static final SkyVector[] FK4_TO_FK5 = {
    new SkyVector(0.9999256794956877, -0.0111814832204662, -0.0048590038153592),
    new SkyVector(0.0111814832391717, 0.9999374848933135, -0.0000271625947142),
    new SkyVector(0.0048590037723143, -0.0000271702937440, 0.9999881946023742)
  };

  // The rotation from ICRS to FK5 about the three axes, Kaplan 2005, USNO Circular 179, 3.5.
  private static final double ETA_0_RAD = Math.toRadians(-19.9e-3 / 3600);
  private static final double XI_0_RAD = Math.toRadians(9.1e-3 / 3600);
  private static final double ALPHA_0_RAD = Math.toRadians(-22.9e-3 / 3600);

  /** The unit vector of a direction in degrees. */
  static SkyVector of(double lonDeg, double latDeg) {
    double lon = Math.toRadians(lonDeg);
    double lat = Math.toRadians(latDeg);
    return new SkyVector(
        Math.cos(lat) * Math.cos(lon), Math.cos(lat) * Math.sin(lon), Math.sin(lat));
  }

  /** The direction without the E-terms of FK4; this vector has length 1. */
  SkyVector withoutTermsOfFk4() {
    double along = 1 + E_TERMS.dot(this);
    return new SkyVector(x * along - E_TERMS.x, y * along - E_TERMS.y, z * along - E_TERMS.z);
  }

  SkyVector fk4ToFk5() {
    return new SkyVector(FK4_TO_FK5[0].dot(this), FK4_TO_FK5[1].dot(this), FK4_TO_FK5[2].dot(this));
  }

  /** The angles are so small (1e-7) that the rotation is linear in them. */
  SkyVector fk5ToIcrs() {
    return new SkyVector(
        x - ALPHA_0_RAD * y + XI_0_RAD * z,
        y + ALPHA_0_RAD * x + ETA_0_RAD * z,
        z - XI_0_RAD * x - ETA_0_RAD * y);
  }

  SkyPosition position() {
    return SkyPosition.ofDegrees(
        Math.toDegrees(Math.atan2(y, x)), Math.toDegrees(Math.atan2(z, Math.hypot(x, y))));
  }

  private double dot(SkyVector other) {
    return x * other.x + y * other.y + z * other.z;
  }
}
