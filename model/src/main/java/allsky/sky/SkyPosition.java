package allsky.sky;

import java.io.Serializable;

/**
 * A position on the celestial sphere, ICRS (J2000).
 *
 * @param raDeg right ascension in degrees, 0 (inclusive) to 360 (exclusive)
 * @param decDeg declination in degrees, -90 to 90
 */
public record SkyPosition(double raDeg, double decDeg) implements Serializable {

  public SkyPosition {
    if (!(raDeg >= 0 && raDeg < 360)) {
      throw new IllegalArgumentException("Invalid right ascension (degrees, 0 to 360): " + raDeg);
    }
    if (!(decDeg >= -90 && decDeg <= 90)) {
      throw new IllegalArgumentException("Invalid declination (degrees, -90 to 90): " + decDeg);
    }
  }

  /** A position from any finite right ascension, which is reduced to 0 to 360. */
  public static SkyPosition ofDegrees(double raDeg, double decDeg) {
    double wrapped = raDeg % 360;
    if (wrapped < 0) {
      wrapped += 360;
    }
    return new SkyPosition(wrapped >= 360 ? 0 : wrapped, decDeg);
  }

  /**
   * The position at a distance along a great circle.
   *
   * @param positionAngleDeg direction at this position, from north through east, degrees
   * @param distanceArcsec 0 to 648000
   */
  public SkyPosition towards(double positionAngleDeg, double distanceArcsec) {
    double angleRad = Math.toRadians(positionAngleDeg);
    double distanceRad = Math.toRadians(distanceArcsec / 3600);
    double decRad = Math.toRadians(decDeg);
    // Components of the new position: in the plane of this meridian, perpendicular to it (east),
    // and along the pole.
    double east = Math.sin(distanceRad) * Math.sin(angleRad);
    double outward =
        Math.cos(distanceRad) * Math.cos(decRad)
            - Math.sin(distanceRad) * Math.cos(angleRad) * Math.sin(decRad);
    double up =
        Math.cos(distanceRad) * Math.sin(decRad)
            + Math.sin(distanceRad) * Math.cos(angleRad) * Math.cos(decRad);
    return ofDegrees(
        raDeg + Math.toDegrees(Math.atan2(east, outward)),
        Math.toDegrees(Math.atan2(up, Math.hypot(east, outward))));
  }

  /**
   * The direction of another position along the great circle, from north through east, -180 to 180
   * degrees. The cosine term is a sum without cancellation, so that small separations are precise.
   */
  public double positionAngleTo(SkyPosition other) {
    double differenceRad = Math.toRadians(other.raDeg - raDeg);
    double decRad = Math.toRadians(decDeg);
    double otherRad = Math.toRadians(other.decDeg);
    double half = Math.sin(differenceRad / 2);
    double east = Math.sin(differenceRad) * Separation.cosOfDegrees(other.decDeg);
    double north =
        Math.sin(Math.toRadians(other.decDeg - decDeg))
            + 2 * Math.sin(decRad) * Math.cos(otherRad) * half * half;
    return Math.toDegrees(Math.atan2(east, north));
  }

  /** True if both angles are finite and in range, so that they are a valid position. */
  public static boolean isValid(double raDeg, double decDeg) {
    return raDeg >= 0 && raDeg <= 360 && decDeg >= -90 && decDeg <= 90;
  }
}
