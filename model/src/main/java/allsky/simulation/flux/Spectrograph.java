package allsky.simulation.flux;

import static allsky.simulation.flux.Lines.scatter;

import allsky.spectrum.LogGrid;
import allsky.spectrum.ObservedSpectrum;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Observes a flux like SDSS's spectrographs: errors of the flux calibration, remains of the
 * absorption by air, noise of the source and of the sky, and bad pixels.
 */
final class Spectrograph {

  /** Pixel step for which the signal-to-noise ratio is given. */
  private static final double SDSS_STEP = 1e-4;

  /** Share of spectra with runs of bad pixels. */
  private static final double MASKED_SHARE = 0.3;

  private final LogGrid grid;
  private final RandomGenerator random;

  Spectrograph(LogGrid grid, RandomGenerator random) {
    this.grid = grid;
    this.random = random;
  }

  /**
   * Observes a source.
   *
   * @param light the flux without noise, in any unit; NaN where it is not known
   * @param medianFlux the median of the observed flux
   * @param signalToNoise the median for pixels of SDSS's step
   */
  ObservedSpectrum observe(double[] light, double medianFlux, double signalToNoise) {
    double[] flux = light.clone();
    distort(flux);
    scaleTo(flux, medianFlux);
    double noise = medianFlux / (signalToNoise * Math.sqrt(grid.step() / SDSS_STEP));
    ObservedSpectrum spectrum =
        new ObservedSpectrum(
            new double[flux.length], new float[flux.length], new float[flux.length]);
    for (int i = 0; i < flux.length; i++) {
      double sigma = noise * relativeNoise(grid.wavelength(i), flux[i] / medianFlux);
      boolean known = Double.isFinite(flux[i]);
      spectrum.logWavelength()[i] = grid.logWavelength(i);
      spectrum.flux()[i] = known ? (float) (flux[i] + sigma * random.nextGaussian()) : 0;
      spectrum.inverseVariance()[i] = known ? (float) (1 / (sigma * sigma)) : 0;
    }
    maskRuns(spectrum);
    return spectrum;
  }

  /** A smooth error of the flux calibration, and bands of the air that are not corrected. */
  private void distort(double[] flux) {
    double tilt = 0.06 * random.nextGaussian();
    double bend = 0.04 * random.nextGaussian();
    double phase = 2 * Math.PI * random.nextDouble();
    double ripple = 0.02 * random.nextGaussian();
    double bandA = random.nextInt(3) == 0 ? 0.4 * random.nextDouble() : 0;
    for (int i = 0; i < flux.length; i++) {
      double x = 2.0 * i / flux.length - 1;
      flux[i] *= Math.exp(tilt * x + bend * (3 * x * x - 1) / 2 + ripple * Math.sin(9 * x + phase));
      flux[i] *= 1 - bandA * oxygen(grid.wavelength(i));
    }
  }

  /** Absorption by oxygen in the air, relative to the head of the A band. */
  private static double oxygen(double wavelength) {
    if (wavelength > 7594 && wavelength < 7700) {
      return 1 - (wavelength - 7594) / 106;
    }
    return wavelength > 6869 && wavelength < 6950 ? 0.5 * (1 - (wavelength - 6869) / 81) : 0;
  }

  private static void scaleTo(double[] flux, double medianFlux) {
    double[] known = Arrays.stream(flux).filter(Double::isFinite).sorted().toArray();
    double factor = medianFlux / known[known.length / 2];
    for (int i = 0; i < flux.length; i++) {
      flux[i] *= factor;
    }
  }

  /** More noise at the blue end, among the sky's lines in the red, and in bright pixels. */
  private static double relativeNoise(double wavelength, double relativeFlux) {
    double blue = 1.5 * Math.exp((3800 - wavelength) / 250);
    double sky = wavelength > 7200 ? 0.7 * (1 + Math.sin(wavelength / 17)) : 0;
    double line = Math.abs(wavelength - 5578.5) < 6 ? 2 : 0;
    return Math.sqrt(0.5 + 0.5 * Math.max(0, relativeFlux)) * (1 + blue + sky + line);
  }

  private void maskRuns(ObservedSpectrum spectrum) {
    if (random.nextDouble() > MASKED_SHARE) {
      return;
    }
    int runs = 1 + random.nextInt(3);
    for (int run = 0; run < runs; run++) {
      int length = (int) Math.min(0.05 * spectrum.size(), 3 * scatter(random, 1.2));
      int start = random.nextInt(spectrum.size() - length);
      Arrays.fill(spectrum.inverseVariance(), start, start + length, 0);
    }
  }
}
