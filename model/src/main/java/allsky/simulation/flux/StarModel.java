package allsky.simulation.flux;

import static allsky.simulation.flux.Lines.scatter;

import allsky.spectrum.LogGrid;
import java.util.random.RandomGenerator;

/**
 * A normal star: a black body with Balmer, helium and metal lines, line blanketing in the blue, and
 * the molecular bands of K and M stars. The wavelengths are of the strongest features of the
 * spectral types (Gray and Corbally 2009; TiO, CaH and VO: Kirkpatrick et al. 1991, ApJS 77, 417).
 * The strengths by temperature are fits by eye.
 *
 * @param temperature effective temperature in Kelvin
 * @param giant true for giants: narrow lines, no hydrides
 * @param metals factor of all metal lines and bands; 1 for the Sun's metals
 */
record StarModel(double temperature, boolean giant, double metals) {

  /** Iron, calcium and magnesium lines, and their depth in a K star of SDSS's resolution. */
  private static final double[][] METAL_LINES = {
    {3720, .5}, {3735, .5}, {3749, .45}, {3821, .5}, {3832, .5}, {3860, .45}, {4046, .4},
    {4064, .35}, {4073, .3}, {4133, .25}, {4145, .3}, {4200, .25}, {4273, .3}, {4326, .3},
    {4385, .4}, {4405, .3}, {4456, .3}, {4532, .25}, {4669, .2}, {4714, .15}, {4892, .2},
    {4922, .2}, {4959, .2}, {5015, .15}, {5080, .15}, {5110, .2}, {5207, .3}, {5270, .3},
    {5329, .25}, {5372, .2}, {5407, .2}, {5447, .15}, {5530, .12}, {5588, .15}, {5617, .12},
    {5711, .12}, {5784, .1}, {5859, .12}, {6104, .12}, {6124, .14}, {6164, .14}, {6193, .1},
    {6232, .1}, {6254, .1}, {6302, .1}, {6337, .1}, {6401, .1}, {6440, .12}, {6464, .12},
    {6497, .2}, {6680, .08}, {7149, .08}, {7328, .08}, {7447, .06}, {8184, .1}, {8197, .12},
    {8690, .12}, {8809, .12}
  };

  private static final double[] CALCIUM_TRIPLET = {8500.4, 8544.4, 8664.5};
  private static final double[] HELIUM_I = {3889.7, 4027.3, 4144.9, 4472.7, 4923.3, 5017.1, 5877.2};
  private static final double[] HELIUM_II = {4201, 4542.9, 4687, 5413};

  /** Heads and ends of the bands of TiO, and their optical depth relative to the strongest. */
  private static final double[][] TITANIUM_OXIDE = {
    {4585, 4760, .35}, {4761, 4950, .75}, {4954, 5160, .9}, {5167, 5440, 1}, {5448, 5590, .7},
    {5598, 5755, .55}, {5759, 5845, .45}, {5847, 6145, .75}, {6158, 6380, 1}, {6384, 6640, .55},
    {6651, 7020, .65}, {7053, 7560, 1.15}, {7589, 7860, .9}, {7861, 8190, .45}, {8206, 8420, .35},
    {8432, 8850, .75}, {8859, 9190, .6}
  };

  /** Bands of VO from spectral type M6 on. */
  private static final double[][] VANADIUM_OXIDE = {
    {7334, 7534, .5}, {7851, 7973, .6}, {8521, 8668, .3}
  };

  /** Bands of CaH, in dwarfs. */
  private static final double[][] CALCIUM_HYDRIDE = {{6346, 6420, .25}, {6750, 7050, .55}};

  /** A random star between two temperatures, uniform in the logarithm of the temperature. */
  static StarModel draw(RandomGenerator random, double coolest, double hottest) {
    return new StarModel(
        Lines.logUniform(random, coolest, hottest), random.nextBoolean(), scatter(random, 0.3));
  }

  /**
   * The flux of the star, 1 at 5500 Angstrom but for lines.
   *
   * @param sigmaKmS width of narrow lines: the resolution of the spectrograph, or the velocities of
   *     a galaxy's stars
   * @param random scatters the strength of each feature
   */
  FluxCurve on(LogGrid grid, double redshift, double sigmaKmS, RandomGenerator random) {
    FluxCurve curve = new FluxCurve(grid, redshift);
    curve.add(wavelength -> Lines.planck(wavelength, temperature));
    hydrogenAndHelium(curve, sigmaKmS, random);
    blanketing(curve, random);
    metalLines(curve, sigmaKmS, random);
    if (temperature < 5200) {
      molecules(curve, random);
    }
    return curve;
  }

  private void hydrogenAndHelium(FluxCurve curve, double sigmaKmS, RandomGenerator random) {
    double strength = (0.75 * near(9200, 0.42) + 0.1 * cooler(9000, 5000)) * scatter(random, 0.15);
    double width = (giant ? 3 : 5 + 8 * near(9000, 0.35)) + sigmaKmS / 70;
    if (temperature > 4000) {
      for (int level = 3; level <= 14; level++) {
        double falling = level < 8 ? 1 : Math.pow(8.0 / level, 2);
        double wavelength = Lines.balmer(level);
        curve.absorbWithWings(
            wavelength, width * wavelength / 4863, Math.min(0.9, strength * falling));
      }
    }
    for (double wavelength : HELIUM_I) {
      curve.absorb(wavelength, sigmaKmS + 150, 0.22 * near(20_000, 0.45) * scatter(random, 0.3));
    }
    for (double wavelength : HELIUM_II) {
      curve.absorb(wavelength, sigmaKmS + 150, 0.2 * near(40_000, 0.25) * scatter(random, 0.3));
    }
  }

  /** Crowded metal lines as a smooth loss of flux, with the step at 4000 Angstrom. */
  private void blanketing(FluxCurve curve, RandomGenerator random) {
    double loss = 0.85 * metals * cooler(7500, 3900) * scatter(random, 0.15);
    double step = Math.min(0.7, 0.45 * metals * cooler(7000, 4600) * scatter(random, 0.15));
    curve.multiply(
        0, 4600, wavelength -> Math.exp(-loss * Math.min(1.6, (4600 - wavelength) / 650)));
    curve.multiply(0, 4000, wavelength -> 1 - step);
  }

  private void metalLines(FluxCurve curve, double sigmaKmS, RandomGenerator random) {
    double narrow = Math.hypot(sigmaKmS, 100);
    for (double[] line : METAL_LINES) {
      double depth = line[1] * metals * cooler(7800, 4200) * scatter(random, 0.3);
      curve.absorb(line[0], narrow, Math.min(0.8, depth));
    }
    double calcium = Math.min(0.95, metals * cooler(9500, 5600)) * scatter(random, 0.05);
    double calciumWidth = Math.hypot(sigmaKmS, 200 + 500 * cooler(7500, 4500));
    curve.absorb(3934.8, calciumWidth, calcium);
    curve.absorb(3969.6, calciumWidth, 0.9 * calcium);
    curve.absorb(4227.9, Math.hypot(narrow, 250), metals * 0.8 * cooler(5800, 3700));
    curve.absorb(4305, Math.hypot(sigmaKmS, 600), 0.4 * metals * near(5100, 0.25));
    double magnesium = metals * 0.5 * cooler(6800, 4200) * scatter(random, 0.2);
    for (double wavelength : new double[] {5168.7, 5174.1, 5185}) {
      curve.absorb(wavelength, Math.hypot(narrow, 150), magnesium);
    }
    double sodium = metals * (0.08 + 0.7 * cooler(5600, 3300)) * scatter(random, 0.3);
    curve.absorb(5891.6, Math.hypot(narrow, giant ? 100 : 300), Math.min(0.9, sodium));
    curve.absorb(5897.6, Math.hypot(narrow, giant ? 100 : 300), Math.min(0.9, sodium));
    for (double wavelength : CALCIUM_TRIPLET) {
      double triplet = (giant ? 0.5 : 0.35) * cooler(9000, 5500) * metals * scatter(random, 0.2);
      curve.absorb(wavelength, narrow, Math.min(0.8, triplet));
    }
  }

  private void molecules(FluxCurve curve, RandomGenerator random) {
    // Late M dwarfs have weaker bands than giants, and a steeper continuum between the bands.
    double bandFactor = 0.3 + 0.9 * random.nextDouble();
    double titanium = 2.8 * Math.pow(cooler(4100, 2700), 1.5) * Math.min(1.5, metals);
    bands(curve, TITANIUM_OXIDE, titanium * bandFactor, random);
    redden(curve, 2 * cooler(3600, 2400) * random.nextDouble());
    bands(curve, VANADIUM_OXIDE, 2 * cooler(3200, 2500), random);
    if (!giant) {
      bands(curve, CALCIUM_HYDRIDE, 1.5 * cooler(4100, 3000), random);
      double hydride = 0.3 * metals * cooler(5200, 3900) * scatter(random, 0.3);
      curve.absorb(5190, 2700, Math.min(0.7, hydride)); // MgH
    }
  }

  /** The smooth loss of flux by weak molecular lines, which is greater in the blue. */
  static void redden(FluxCurve curve, double strength) {
    curve.multiply(wavelength -> Math.exp(strength * Math.max(-1.4, (wavelength - 8150) / 1650)));
  }

  private static void bands(
      FluxCurve curve, double[][] bands, double strength, RandomGenerator random) {
    for (double[] band : bands) {
      curve.absorbBand(band[0], band[1], strength * band[2] * scatter(random, 0.2));
    }
  }

  /** 1 at a temperature, less for hotter and cooler stars. */
  private double near(double peak, double width) {
    return FluxCurve.gauss(Math.log(temperature / peak) / width);
  }

  /** 0 at the hot end and above, 1 at the cold end and below, linear between them. */
  private double cooler(double hot, double cold) {
    return Math.max(0, Math.min(1, (hot - temperature) / (hot - cold)));
  }
}
