package allsky.simulation.flux;

import allsky.spectrum.LogGrid;
import java.util.function.DoubleUnaryOperator;

/**
 * The flux of a source by wavelength, without noise. Features are added at their wavelengths in the
 * rest frame of the source; the curve is on a grid of observed wavelengths. All wavelengths are in
 * Angstrom, in vacuum.
 */
final class FluxCurve {

  private static final double LIGHT_SPEED_KM_S = 299_792.458;

  /** Beyond this number of sigmas a line is zero. */
  private static final double LINE_SIGMAS = 5;

  private final LogGrid grid;
  private final double logRedshift;
  private final double[] rest;
  private final double[] flux;

  /**
   * A curve of flux 0.
   *
   * @param redshift z; velocities of stars are small redshifts
   */
  FluxCurve(LogGrid grid, double redshift) {
    this.grid = grid;
    this.logRedshift = Math.log10(1 + redshift);
    this.rest = new double[grid.pixels()];
    this.flux = new double[grid.pixels()];
    for (int i = 0; i < rest.length; i++) {
      rest[i] = Math.pow(10, grid.logWavelength(i) - logRedshift);
    }
  }

  /** The flux of each pixel of the grid, not a copy. */
  double[] flux() {
    return flux;
  }

  /** Adds a continuum as a function of the wavelength. */
  FluxCurve add(DoubleUnaryOperator continuum) {
    for (int i = 0; i < flux.length; i++) {
      flux[i] += continuum.applyAsDouble(rest[i]);
    }
    return this;
  }

  /** Adds another curve of the same grid and redshift. */
  FluxCurve add(FluxCurve other, double factor) {
    for (int i = 0; i < flux.length; i++) {
      flux[i] += factor * other.flux[i];
    }
    return this;
  }

  /** Multiplies the flux by a function of the wavelength. */
  FluxCurve multiply(DoubleUnaryOperator factor) {
    return multiply(0, Double.MAX_VALUE, factor);
  }

  /** Multiplies the flux between two wavelengths by a function of the wavelength. */
  FluxCurve multiply(double from, double to, DoubleUnaryOperator factor) {
    int end = index(to);
    for (int i = index(from); i < end; i++) {
      flux[i] *= factor.applyAsDouble(rest[i]);
    }
    return this;
  }

  /**
   * Absorbs a Gaussian line.
   *
   * @param depth share of the flux that is absorbed at the centre; above 1 counts as 1
   */
  FluxCurve absorb(double centre, double sigmaKmS, double depth) {
    double sigma = centre * sigmaKmS / LIGHT_SPEED_KM_S;
    double limited = Math.min(1, depth);
    return multiply(
        centre - LINE_SIGMAS * sigma,
        centre + LINE_SIGMAS * sigma,
        wavelength -> 1 - limited * gauss((wavelength - centre) / sigma));
  }

  /**
   * Absorbs a line with wings: depth / (1 + (x / width)^2)^(5/4).
   *
   * @param width in Angstrom
   */
  FluxCurve absorbWithWings(double centre, double width, double depth) {
    double reach = 12 * width;
    return multiply(
        centre - reach,
        centre + reach,
        wavelength -> 1 - depth * Math.pow(1 + square((wavelength - centre) / width), -1.25));
  }

  /**
   * Absorbs a molecular band: the optical depth is greatest at the head and falls linearly to zero
   * at the end. The end is redward of the head for bands that are degraded to the red.
   */
  FluxCurve absorbBand(double head, double end, double opticalDepth) {
    return multiply(
        Math.min(head, end),
        Math.max(head, end),
        wavelength -> Math.exp(-opticalDepth * (1 - (wavelength - head) / (end - head))));
  }

  /**
   * Adds a Gaussian emission line.
   *
   * @param equivalentWidth in Angstrom of the rest frame, relative to the flux at the centre
   */
  FluxCurve emit(double centre, double sigmaKmS, double equivalentWidth) {
    int pixel = index(centre);
    if (pixel >= 0 && pixel < flux.length) {
      emit(centre, sigmaKmS, equivalentWidth, Math.max(0, flux[pixel]));
    }
    return this;
  }

  /** As {@link #emit(double, double, double)}, relative to a given flux. */
  FluxCurve emit(double centre, double sigmaKmS, double equivalentWidth, double continuum) {
    double sigma = centre * sigmaKmS / LIGHT_SPEED_KM_S;
    double peak = continuum * equivalentWidth / (sigma * Math.sqrt(2 * Math.PI));
    int end = index(centre + LINE_SIGMAS * sigma);
    for (int i = index(centre - LINE_SIGMAS * sigma); i < end; i++) {
      flux[i] += peak * gauss((rest[i] - centre) / sigma);
    }
    return this;
  }

  /** First pixel at or redward of a wavelength, limited to 0 and the number of pixels. */
  private int index(double wavelength) {
    if (wavelength <= rest[0]) {
      return 0;
    }
    double pixel = (Math.log10(wavelength) + logRedshift - grid.first()) / grid.step();
    return (int) Math.min(flux.length, Math.ceil(pixel));
  }

  static double gauss(double x) {
    return Math.exp(-0.5 * x * x);
  }

  private static double square(double x) {
    return x * x;
  }
}
