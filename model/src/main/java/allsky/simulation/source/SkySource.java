package allsky.simulation.source;

import allsky.survey.Band;
import allsky.survey.SourceClass;

/**
 * A source of the simulated sky with its true properties.
 *
 * @param x 0-based pixel along a row of its tile
 * @param y 0-based pixel across the rows of its tile
 * @param population the population of the source
 * @param w1 Vega magnitude of the total light in W1
 * @param w2 the same in W2
 * @param w3 the same in W3
 * @param w4 the same in W4
 * @param shape the intrinsic shape
 * @param labelled true for a spectroscopic source in addition to the natural sky
 */
public record SkySource(
    double x,
    double y,
    Population population,
    double w1,
    double w2,
    double w3,
    double w4,
    SourceShape shape,
    boolean labelled) {

  /**
   * A source with other properties at the same position.
   *
   * @param magnitudes Vega magnitudes W1 to W4
   */
  SkySource with(Population newPopulation, double[] magnitudes, SourceShape newShape) {
    return new SkySource(
        x,
        y,
        newPopulation,
        magnitudes[Band.W1.ordinal()],
        magnitudes[Band.W2.ordinal()],
        magnitudes[Band.W3.ordinal()],
        magnitudes[Band.W4.ordinal()],
        newShape,
        labelled);
  }

  /** The same source at another position, without a spectrum of the survey. */
  SkySource unlabelledAt(double newX, double newY) {
    return new SkySource(newX, newY, population, w1, w2, w3, w4, shape, false);
  }

  public SourceClass sourceClass() {
    return population.sourceClass();
  }

  /** Vega magnitude in a band. */
  public double magnitude(Band band) {
    return switch (band) {
      case W1 -> w1;
      case W2 -> w2;
      case W3 -> w3;
      case W4 -> w4;
    };
  }

  /** The total flux in a band, in DN of an Atlas image. */
  public double fluxDn(Band band) {
    return Math.pow(10, 0.4 * (band.magnitudeZeroPoint() - magnitude(band)));
  }

  /** Distance from another source in pixels. */
  public double distance(SkySource other) {
    return Math.hypot(x - other.x, y - other.y);
  }
}
