package allsky.simulation.unusual;

import allsky.simulation.source.Population;
import allsky.simulation.source.SkySource;
import allsky.simulation.source.SourceShape;
import allsky.simulation.source.WiseColours;
import allsky.sky.EclipticLatitude;
import allsky.survey.AtlasTile;
import allsky.survey.AtlasTiling;
import allsky.survey.Band;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Draws the asteroids of a tile. Each has a row in the catalog. The images do not show it, because
 * the coadd rejects what only one exposure has.
 *
 * <p>WISE saw 157,000 asteroids (Mainzer et al. 2011, ApJ 731, 53). It is assumed that each leaves
 * one row, and that they are spread around the ecliptic with a standard deviation of 10 degrees: 17
 * per square degree in the ecliptic.
 */
public final class MovingObjectDraw {

  private static final double SEEN_BY_WISE = 157_000;
  private static final double LATITUDE_WIDTH_DEG = 10;

  // W2 to W4: a black body of 230 K has W2 - W3 = 7.8 and W3 - W4 = 2.0; reflected sunlight makes
  // W2 brighter. Widths, W1 - W2 and the magnitudes are round numbers.
  private static final WiseColours COLOURS = new WiseColours(0.8, 0.6, 6, 0.8, 2.1, 0.3, 0);
  private static final double BRIGHTEST_W1 = 12;
  private static final double FAINTEST_W1 = 17.5;

  /** Mean of the exponential distribution of magnitudes: counts increase by 10^0.4 per mag. */
  private static final double MEAN_BRIGHTER_MAG = 1 / (0.4 * Math.log(10));

  private final int tilePixels;
  private final double marginPixels;
  private final RandomGenerator random;

  /**
   * @param marginPixels minimum distance from the edge of the image
   */
  public MovingObjectDraw(int tilePixels, double marginPixels, RandomGenerator random) {
    this.tilePixels = tilePixels;
    this.marginPixels = marginPixels;
    this.random = random;
  }

  /** The asteroids of a tile, as objects of the kind {@link UnusualKind#ONE_EPOCH}. */
  public List<UnusualObject> in(AtlasTile tile) {
    double sideDeg = (tilePixels - 2 * marginPixels) * AtlasTiling.PIXEL_SCALE_DEG;
    double mean = perSquareDegree(EclipticLatitude.deg(tile.centre())) * sideDeg * sideDeg;
    List<UnusualObject> objects = new ArrayList<>();
    // The times between the events of a Poisson process are exponential.
    double time = exponential();
    while (time < mean) {
      objects.add(UnusualObject.unseen(UnusualKind.ONE_EPOCH, asteroid()));
      time += exponential();
    }
    return objects;
  }

  /**
   * Rows of asteroids per square degree.
   *
   * @param eclipticLatDeg ecliptic latitude in degrees
   */
  static double perSquareDegree(double eclipticLatDeg) {
    double z = eclipticLatDeg / LATITUDE_WIDTH_DEG;
    double area = 360 * LATITUDE_WIDTH_DEG * Math.sqrt(2 * Math.PI);
    return SEEN_BY_WISE / area * Math.exp(-0.5 * z * z);
  }

  private SkySource asteroid() {
    double w1 = Math.max(BRIGHTEST_W1, FAINTEST_W1 - MEAN_BRIGHTER_MAG * exponential());
    double[] magnitudes = COLOURS.drawMagnitudes(w1, random);
    return new SkySource(
        coordinate(),
        coordinate(),
        Population.FGK_STAR,
        w1,
        magnitudes[Band.W2.ordinal()],
        magnitudes[Band.W3.ordinal()],
        magnitudes[Band.W4.ordinal()],
        SourceShape.POINT,
        false);
  }

  private double coordinate() {
    return marginPixels + (tilePixels - 2 * marginPixels) * random.nextDouble() - 0.5;
  }

  private double exponential() {
    return -Math.log(1 - random.nextDouble());
  }
}
