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
