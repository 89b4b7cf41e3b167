package allsky.spectrum;

/**
 * The measured flux of one source by wavelength. The three arrays have the same length, one value
 * for each pixel.
 *
 * @param logWavelength logarithm to base 10 of the vacuum wavelength in Angstrom
 * @param flux flux per wavelength in 1e-17 erg/s/cm2/Angstrom
 * @param inverseVariance inverse variance of the flux; 0 if the pixel is bad
 */
public record ObservedSpectrum(double[] logWavelength, float[] flux, float[] inverseVariance) {

  public ObservedSpectrum {
    if (logWavelength.length != flux.length || flux.length != inverseVariance.length) {
      throw new IllegalArgumentException(
          "Invalid spectrum (arrays of one length): %d, %d, %d"
              .formatted(logWavelength.length, flux.length, inverseVariance.length));
    }
  }

  /** Number of pixels. */
  public int size() {
    return flux.length;
  }

  /** True if the pixel has a valid flux and weight. Masks of single exposures do not matter. */
  public boolean isGood(int pixel) {
    return inverseVariance[pixel] > 0
        && Float.isFinite(inverseVariance[pixel])
        && Float.isFinite(flux[pixel])
        && Double.isFinite(logWavelength[pixel]);
  }
}
