package allsky.spectrum;

import java.io.Serializable;

/**
 * Wavelengths with constant steps of their logarithm to base 10.
 *
 * @param first logarithm of the first wavelength in Angstrom
 * @param step difference of the logarithms of two neighbours, above 0
 * @param pixels number of wavelengths, 1 or more
 */
public record LogGrid(double first, double step, int pixels) implements Serializable {

  /**
   * The grid of the network: 3,828 to 9,157 Angstrom, which spectra of SDSS and of BOSS cover. A
   * step is four pixels of SDSS, 276 km/s.
   */
  public static final LogGrid NETWORK = new LogGrid(3.583, 4e-4, 948);

  /** The pixels of SDSS's first spectrograph: 3,801 to 9,221 Angstrom, 69 km/s each. */
  public static final LogGrid SDSS = new LogGrid(3.5799, 1e-4, 3850);

  public LogGrid {
    if (!(step > 0) || !Double.isFinite(first) || pixels < 1) {
      throw new IllegalArgumentException(
          "Invalid grid (finite start, step above 0, 1 pixel or more): %s, %s, %d"
              .formatted(first, step, pixels));
    }
  }

  /** Logarithm of a wavelength in Angstrom. */
  public double logWavelength(int pixel) {
    return first + step * pixel;
  }

  /** Wavelength in Angstrom. */
  public double wavelength(int pixel) {
    return Math.pow(10, logWavelength(pixel));
  }

  /** The pixel whose centre is nearest; may be outside of the grid. */
  public long nearest(double logWavelength) {
    return Math.round((logWavelength - first) / step);
  }
}
