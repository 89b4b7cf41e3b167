package allsky.simulation.image;

import allsky.simulation.source.Preset;
import allsky.survey.Band;

/** Where the noise of the images and the errors of the catalog come from. */
public enum NoiseModel {
  /**
   * Both follow the catalog's depth. The noise of a pixel of W3 and W4 is then three times too
   * high.
   */
  CATALOG_DEPTH {
    @Override
    BandNoise noise(Band band, double factor) {
      double fluxAtDepth = Math.pow(10, 0.4 * (band.magnitudeZeroPoint() - band.depthMagnitude()));
      return BandNoise.ofFlux(band, factor * fluxAtDepth / 5);
    }
  },

  /**
   * Both were measured, at the median coverage of 25 exposures in W1 and W2 and 13 in W3 and W4.
   *
   * <p>Fluxes: the median of flux over w?snr of 1,239 AllWISE sources. Pixels: in W1 and W2 the
   * archive's uncertainty images, in W3 and W4 differences of pixels of the Atlas images
   * 1210p015_ac51 and 2558p318_ac51. The catalog's fluxes in W3 and W4 have two to three times the
   * error that a fit of a Gaussian PSF to these pixels has. AllWISE fits single exposures, whose
   * PSF has bright rings in W3 and W4: its noise pixels are 3.6 and 2.5 times those of the
   * Gaussian.
   */
  MEASURED {
    @Override
    BandNoise noise(Band band, double factor) {
      return switch (band) {
        case W1 -> BandNoise.ofPixels(band, factor * 2.97, factor * 0.10);
        case W2 -> BandNoise.ofPixels(band, factor * 4.09, factor * 0.085);
        case W3 -> BandNoise.ofPixels(band, factor * 75.0, factor * 0.50);
        case W4 -> BandNoise.ofPixels(band, factor * 20.6, factor * 0.048);
      };
    }
  };

  /** The noise of a preset. */
  public static NoiseModel of(Preset preset) {
    return preset == Preset.SDSS ? MEASURED : CATALOG_DEPTH;
  }

  /**
   * The noise of a band.
   *
   * @param factor noise relative to the noise at median coverage
   */
  abstract BandNoise noise(Band band, double factor);
}
