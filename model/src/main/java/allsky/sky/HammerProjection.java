package allsky.sky;

/**
 * The Hammer-Aitoff projection: the whole sky in an ellipse, equal areas kept (AIT of Calabretta
 * and Greisen 2002, A&amp;A 395, 1077, here in units of the sphere's radius).
 *
 * <p>Right ascension grows to the left, as on the sky seen from the inside. The ellipse is 4 sqrt 2
 * wide and 2 sqrt 2 high.
 */
public final class HammerProjection {

  /** Half of the ellipse's width. */
  public static final double HALF_WIDTH = 2 * Math.sqrt(2);

  /** Half of the ellipse's height. */
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

  /** The map with a right ascension (degrees) on its vertical axis. */
  public static HammerProjection centredOn(double raDeg) {
    return new HammerProjection(raDeg);
  }

  /** The map's point for a position. */
  public MapPoint project(SkyPosition position) {
    return project(eastOfCentreDeg(position), position.decDeg());
  }

  /**
   * The map's point by longitude, for lines along the map's edge, where 180 and -180 differ.
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
