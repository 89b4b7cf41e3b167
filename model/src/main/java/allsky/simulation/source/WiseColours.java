package allsky.simulation.source;

import java.util.random.RandomGenerator;

/**
 * The WISE colours of a population: independent Gaussian distributions (Vega magnitudes).
 *
 * @param w12 mean of W1 - W2
 * @param w12Width standard deviation of W1 - W2
 * @param w23 mean of W2 - W3
 * @param w23Width standard deviation of W2 - W3
 * @param w34 mean of W3 - W4
 * @param w34Width standard deviation of W3 - W4
 * @param reddening increase of W1 - W2 from W1 = 13 to W1 = 18, because of the redshift
 */
public record WiseColours(
    double w12,
    double w12Width,
    double w23,
    double w23Width,
    double w34,
    double w34Width,
    double reddening) {

  /** Random Vega magnitudes W1 to W4 of a source with a given W1. */
  public double[] drawMagnitudes(double w1, RandomGenerator random) {
    double redder = reddening * Math.max(0, Math.min(1, (w1 - 13) / 5));
    double w2 = w1 - (w12 + redder + w12Width * random.nextGaussian());
    double w3 = w2 - (w23 + w23Width * random.nextGaussian());
    double w4 = w3 - (w34 + w34Width * random.nextGaussian());
    return new double[] {w1, w2, w3, w4};
  }
}
