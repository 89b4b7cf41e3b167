package allsky.simulation.image;

import allsky.sky.EclipticLatitude;
import allsky.survey.AtlasTile;
import allsky.survey.Band;

/**
 * The zodiacal light, most of the background in W3 and W4. Its brightness is that of a flattened
 * cloud, twice as bright in the ecliptic as at its poles. The noise is that of the background's
 * photons.
 *
 * <p>The factor of two is from two real Atlas images, 1210p015_ac51 at ecliptic latitude -18 and
 * 2558p318_ac51 at 54. Their backgrounds have the ratios 1.43 (W3) and 1.59 (W4), here 1.51. Their
 * noise per exposure has the ratios 1.18 and 1.26, here 1.23.
 */
public enum ZodiacalLight {
  /** The same background and noise at all latitudes. */
  UNIFORM {
    @Override
    double brightness(Band band, AtlasTile tile) {
      return 1;
    }
  },
  /** By ecliptic latitude in W3 and W4. */
  ECLIPTIC {
    @Override
    double brightness(Band band, AtlasTile tile) {
      return band == Band.W1 || band == Band.W2
          ? 1
          : ofSine(EclipticLatitude.sine(tile.centre())) / ofSine(TYPICAL_SINE);
    }
  };

  private static final double CONTRAST = 2;

  /** Half of the sky is at ecliptic latitudes below 30 degrees, half above. */
  private static final double TYPICAL_SINE = 0.5;

  /** The brightness of the background, relative to that at an ecliptic latitude of 30 degrees. */
  abstract double brightness(Band band, AtlasTile tile);

  /** The noise at a given coverage, relative to that at an ecliptic latitude of 30 degrees. */
  double noise(Band band, AtlasTile tile) {
    return Math.sqrt(brightness(band, tile));
  }

  /** The brightness relative to the ecliptic poles. */
  private static double ofSine(double sine) {
    double squared = sine * sine;
    return 1 / Math.sqrt(squared + (1 - squared) / (CONTRAST * CONTRAST));
  }
}
