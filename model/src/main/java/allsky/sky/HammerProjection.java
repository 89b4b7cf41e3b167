package allsky.sky;

/**
 * The Hammer-Aitoff projection, an equal-area map of the complete sky in an ellipse (AIT of
 * Calabretta and Greisen 2002, A&amp;A 395, 1077, here in units of the sphere's radius).
 *
 * <p>Right ascension increases to the left, as on the sky seen from inside. The ellipse is 4 sqrt 2
 * wide and 2 sqrt 2 high.
 */
public final class HammerProjection {

  /** Half of the width of the ellipse. */
  public static final double HALF_WIDTH = 2 * Math.sqrt(2);

  /** Half of the height of the ellipse. */
  public static final double HALF_HEIGHT = Math.sqrt(2);

  /**
   * A point of the map.
   *
   * @param x to the right (west), -2 sqrt 2 to 2 sqrt 2
   * @param y upwards (north), -sqrt 2 to sqrt 2
   */
  public record MapPoint(double x, double y) {}

  private final double centreRaDeg;

  private HammerProjection(double centreRaDeg) {
    this.centreRaDeg = centreRaDeg;
  }

  /** The map with this right ascension (degrees) on its vertical axis. */
  public static HammerProjection centredOn(double raDeg) {
    return new HammerProjection(raDeg);
  }

  /** The point of a position on the map. */
  public MapPoint project(SkyPosition position) {
    return project(eastOfCentreDeg(position), position.decDeg());
  }

  /**
   * The point at a longitude, for lines along the edge of the map, where 180 and -180 differ.
   *
   * @param eastDeg degrees east of the centre, -180 to 180
   */
  public MapPoint project(double eastDeg, double decDeg) {
    double halfRad = Math.toRadians(eastDeg) / 2;
    double decRad = Math.toRadians(decDeg);
    double scale = Math.sqrt(2 / (1 + Math.cos(decRad) * Math.cos(halfRad)));
    return new MapPoint(
        -2 * scale * Math.cos(decRad) * Math.sin(halfRad), scale * Math.sin(decRad));
  }

  private double eastOfCentreDeg(SkyPosition position) {
    return Math.IEEEremainder(position.raDeg() - centreRaDeg, 360);
  }
}
