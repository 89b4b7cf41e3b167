package allsky.sky;

/** Geometry of a circle on the sphere. */
final class SphericalCap {

  /** Tolerance for the rounding of angles in degrees. */
  static final double ANGLE_SLACK_DEG = 1e-11;

  private SphericalCap() {}

  /**
   * Half the range of right ascension that a circle touches, in degrees: sin(half) = sin(radius) /
   * cos(dec). It is 180, the full range, if the circle contains a pole.
   */
  static double halfWidthDeg(double dec, double radiusDeg) {
    if (Math.abs(dec) + radiusDeg >= 90 - ANGLE_SLACK_DEG) {
      return 180;
    }
    double sine = Math.sin(Math.toRadians(radiusDeg)) / Separation.cosOfDegrees(dec);
    double half = Math.toDegrees(Math.asin(Math.min(1, sine))) * (1 + 1e-9) + ANGLE_SLACK_DEG;
    // Two ranges that nearly meet would both contain the step between them.
    return half > 179.999 ? 180 : half;
  }
}
