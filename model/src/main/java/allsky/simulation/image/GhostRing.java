package allsky.simulation.image;

import allsky.simulation.source.SkySource;
import allsky.survey.Band;

/**
 * The ghost of a bright star: a ring of its light, with the colours of the star (zero). The
 * Explanatory Supplement to the WISE All-Sky Release, section IV.4.g, describes the real ghosts.
 *
 * @param x centre of the ring, 0-based pixel along a row
 * @param y centre of the ring, 0-based pixel across the rows
 * @param radiusPixels radius of the brightest circle
 * @param widthPixels sigma of the brightness across the ring
 * @param magnitude Vega magnitude of the light of the ring, in all bands
 */
public record GhostRing(
    double x, double y, double radiusPixels, double widthPixels, double magnitude)
    implements LightPattern {

  private static final double WIDTHS = 4;

  // Round numbers: the ghost is 140 arcsec from the star and 6 mag fainter.
  private static final double DISTANCE_PIXELS = 100;
  private static final double FAINTER = 6;
  private static final double RADIUS_PIXELS = 12;
  private static final double WIDTH_PIXELS = 3;

  /**
   * The ghost of a bright star.
   *
   * @param angleRad direction from the star to the ghost, from the x axis to the y axis
   */
  public static GhostRing of(SkySource star, double angleRad) {
    return new GhostRing(
        star.x() + DISTANCE_PIXELS * Math.cos(angleRad),
        star.y() + DISTANCE_PIXELS * Math.sin(angleRad),
        RADIUS_PIXELS,
        WIDTH_PIXELS,
        star.w1() + FAINTER);
  }

  @Override
  public double brightnessDn(Band band, double atX, double atY) {
    double offset = (Math.hypot(atX - x, atY - y) - radiusPixels) / widthPixels;
    double area = 2 * Math.PI * radiusPixels * widthPixels * Math.sqrt(2 * Math.PI);
    double light = Math.pow(10, 0.4 * (band.magnitudeZeroPoint() - magnitude));
    return light / area * Math.exp(-0.5 * offset * offset);
  }

  @Override
  public double reachPixels() {
    return radiusPixels + WIDTHS * widthPixels;
  }
}
