package allsky.simulation.flux;

import java.util.random.RandomGenerator;

/** Laws that several models share: black body, Balmer lines, dust, scatter. */
final class Lines {

  /** h c / k in Angstrom Kelvin (CODATA 2018). */
  private static final double SECOND_RADIATION_CONSTANT = 1.438_776_877e8;

  /** Rydberg constant of hydrogen in 1/Angstrom. */
  private static final double RYDBERG = 1.096_775_8e-3;

  static final double H_ALPHA = balmer(3);
  static final double H_BETA = balmer(4);

  private Lines() {}

  /** Wavelength of the Balmer line from level n to 2: 1 / (R (1/4 - 1/n^2)). */
  static double balmer(int level) {
    return 1 / (RYDBERG * (0.25 - 1.0 / (level * level)));
  }

  /** Planck's law per wavelength, relative to 5500 Angstrom. */
  static double planck(double wavelength, double temperature) {
    double ratio = 5500 / wavelength;
    double exponent = SECOND_RADIATION_CONSTANT / temperature;
    return Math.pow(ratio, 5) * Math.expm1(exponent / 5500) / Math.expm1(exponent / wavelength);
  }

  /**
   * The share of light that dust lets through: 10^(-0.4 A), A = 3.1 E(B-V) (5500/wavelength)^1.3.
   * The power law approximates the mean Galactic law from 3500 Angstrom to 1 micron (Cardelli et
   * al. 1989).
   */
  static double dust(double wavelength, double reddening) {
    return Math.pow(10, -0.4 * 3.1 * reddening * Math.pow(5500 / wavelength, 1.3));
  }

  /** A factor with a log-normal scatter. */
  static double scatter(RandomGenerator random, double sigma) {
    return Math.exp(sigma * random.nextGaussian());
  }

  /** A random number between two limits, uniform in its logarithm. */
  static double logUniform(RandomGenerator random, double min, double max) {
    return min * Math.pow(max / min, random.nextDouble());
  }
}
