package allsky.simulation.unusual;

import allsky.simulation.source.SourceShape;
import allsky.simulation.source.SourceShape.Profile;
import allsky.simulation.source.WiseColours;
import java.util.random.RandomGenerator;

/**
 * A nebula of warm dust: redder in W2 - W3 than galaxies, and extended. The numbers are round
 * numbers.
 */
enum Nebula {
  HII_KNOT(new WiseColours(0.5, 0.25, 5.2, 0.5, 3.0, 0.5, 0), 13, 16, 4, 12),
  PLANETARY_NEBULA(new WiseColours(1.0, 0.4, 4.7, 0.7, 3.2, 0.6, 0), 11, 15, 1, 8);

  // A record of numbers is immutable.
  @SuppressWarnings("ImmutableEnumChecker")
  private final WiseColours colours;

  private final double brightestW1;
  private final double faintestW1;
  private final double smallestRadiusArcsec;
  private final double largestRadiusArcsec;

  Nebula(
      WiseColours colours,
      double brightestW1,
      double faintestW1,
      double smallestRadiusArcsec,
      double largestRadiusArcsec) {
    this.colours = colours;
    this.brightestW1 = brightestW1;
    this.faintestW1 = faintestW1;
    this.smallestRadiusArcsec = smallestRadiusArcsec;
    this.largestRadiusArcsec = largestRadiusArcsec;
  }

  /** Random Vega magnitudes W1 to W4; W1 is uniform. */
  double[] drawMagnitudes(RandomGenerator random) {
    return colours.drawMagnitudes(
        brightestW1 + (faintestW1 - brightestW1) * random.nextDouble(), random);
  }

  /** A random exponential shape; the half-light radius is uniform in the logarithm. */
  SourceShape drawShape(RandomGenerator random) {
    double radius =
        smallestRadiusArcsec
            * Math.pow(largestRadiusArcsec / smallestRadiusArcsec, random.nextDouble());
    return new SourceShape(
        Profile.EXPONENTIAL, radius, 0.6 + 0.4 * random.nextDouble(), 180 * random.nextDouble());
  }
}
