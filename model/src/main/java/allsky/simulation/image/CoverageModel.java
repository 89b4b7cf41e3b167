package allsky.simulation.image;

import allsky.sky.EclipticLatitude;
import allsky.survey.AtlasTile;
import java.util.random.RandomGenerator;

/** How the depth of coverage changes from tile to tile. */
public enum CoverageModel {
  /** Deeper towards the ecliptic poles, as WISE's scans. */
  ECLIPTIC {
    @Override
    double drawNoiseFactor(AtlasTile tile, RandomGenerator random) {
      return Math.exp(COVERAGE_SCATTER * random.nextGaussian())
          * Math.sqrt(Math.max(0.1, cosEclipticLatitude(tile)));
    }
  },

  /** 10 to 100 exposures in W1, uniform in the logarithm. */
  TEN_TO_HUNDRED {
    @Override
    double drawNoiseFactor(AtlasTile tile, RandomGenerator random) {
      return Math.sqrt(TYPICAL_COVERAGE / Math.pow(10, 1 + random.nextDouble()));
    }
  };

  /** Exposures in W1 and W2 for a noise factor of 1, the median of AllWISE. */
  static final double TYPICAL_COVERAGE = 25;

  private static final double COVERAGE_SCATTER = 0.15;

  /** The noise of a tile relative to the noise at median coverage. */
  abstract double drawNoiseFactor(AtlasTile tile, RandomGenerator random);

  private static double cosEclipticLatitude(AtlasTile tile) {
    double sine = EclipticLatitude.sine(tile.centre());
    return Math.sqrt(1 - sine * sine);
  }
}
