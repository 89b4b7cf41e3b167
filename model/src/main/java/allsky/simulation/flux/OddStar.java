package allsky.simulation.flux;

import static allsky.simulation.flux.Lines.scatter;

import allsky.spectrum.LogGrid;
import java.util.random.RandomGenerator;

/** Stars that are no normal stars: white dwarfs, carbon stars and L dwarfs. */
enum OddStar {
  /** A white dwarf with very broad Balmer lines (type DA). */
  HYDROGEN_WHITE_DWARF(7000, 50_000),
  /** A white dwarf with broad helium lines, or with no lines (types DB and DC). */
  HELIUM_WHITE_DWARF(5500, 25_000),
  /** A white dwarf with broad calcium lines (type DZ). */
  METAL_WHITE_DWARF(5000, 10_000),
  /** A giant with the bands of C2 and CN. */
  CARBON_STAR(3200, 4800),
  L_DWARF(1500, 2400);

  /** Swan bands of C2, degraded to the blue: head and end. */
  private static final double[][] SWAN = {{4383, 4290}, {4738, 4520}, {5167, 4830}, {5637, 5290}};

  /** Red bands of CN, degraded to the red: head and end. */
  private static final double[][] CYANOGEN = {
    {5732, 5860}, {6208, 6380}, {6928, 7200}, {7090, 7440}, {7876, 8060}, {8067, 8400}, {9140, 9500}
  };

  private final double coolest;
  private final double hottest;

  OddStar(double coolest, double hottest) {
    this.coolest = coolest;
    this.hottest = hottest;
  }

  /** The flux of a random star of this kind. */
  FluxCurve draw(LogGrid grid, double redshift, RandomGenerator random) {
    double temperature = Lines.logUniform(random, coolest, hottest);
    FluxCurve curve = new FluxCurve(grid, redshift);
    curve.add(wavelength -> Lines.planck(wavelength, temperature));
    switch (this) {
      case HYDROGEN_WHITE_DWARF -> balmer(curve, temperature, random);
      case HELIUM_WHITE_DWARF -> helium(curve, random);
      case METAL_WHITE_DWARF -> metals(curve, random);
      case CARBON_STAR -> carbon(curve, random);
      case L_DWARF -> ultracool(curve, random);
    }
    return curve;
  }

  private static void balmer(FluxCurve curve, double temperature, RandomGenerator random) {
    double hot = FluxCurve.gauss(Math.log(temperature / 12_000) / 0.8);
    double depth = 0.65 * hot * scatter(random, 0.15);
    double width = (20 + 40 * hot) * scatter(random, 0.2);
    for (int level = 3; level <= 9; level++) {
      curve.absorbWithWings(
          Lines.balmer(level), width, Math.min(0.85, depth * (level < 7 ? 1 : 0.6)));
    }
  }

  private static void helium(FluxCurve curve, RandomGenerator random) {
    double depth = random.nextInt(3) == 0 ? 0 : 0.35 * scatter(random, 0.4);
    for (double wavelength :
        new double[] {3889.7, 4027.3, 4472.7, 4714, 4923.3, 5017, 5877.2, 6680}) {
      curve.absorbWithWings(wavelength, 20 * scatter(random, 0.2), Math.min(0.7, depth));
    }
  }

  private static void metals(FluxCurve curve, RandomGenerator random) {
    double width = Lines.logUniform(random, 8, 60);
    for (double wavelength : new double[] {3934.8, 3969.6, 4227.9}) {
      curve.absorbWithWings(wavelength, width, Math.min(0.9, 0.7 * scatter(random, 0.2)));
    }
    curve.absorbWithWings(5893, width / 2, Math.min(0.6, 0.1 * scatter(random, 0.7)));
  }

  private static void carbon(FluxCurve curve, RandomGenerator random) {
    double strength = Lines.logUniform(random, 0.4, 2);
    for (double[] band : SWAN) {
      curve.absorbBand(band[0], band[1], strength * scatter(random, 0.2));
    }
    for (double[] band : CYANOGEN) {
      curve.absorbBand(band[0], band[1], 0.5 * strength * scatter(random, 0.3));
    }
    curve.absorb(5894.5, 350, Math.min(0.9, 0.6 * scatter(random, 0.3)));
    curve.multiply(0, 4600, wavelength -> Math.exp((wavelength - 4600) / 400));
  }

  private static void ultracool(FluxCurve curve, RandomGenerator random) {
    StarModel.redden(curve, 2 * random.nextDouble());
    curve.absorbWithWings(5893, 150 * scatter(random, 0.3), 0.95);
    curve.absorbWithWings(7685, 60 * scatter(random, 0.5), 0.9);
    for (double wavelength : new double[] {7802, 7950, 8184, 8197, 8523, 8946}) {
      curve.absorb(wavelength, 150, Math.min(0.8, 0.35 * scatter(random, 0.3)));
    }
    curve.absorbBand(8611, 8690, 0.7 * scatter(random, 0.3)); // CrH
    curve.absorbBand(8692, 8780, 0.6 * scatter(random, 0.3)); // FeH
    curve.absorbBand(7053, 7400, random.nextDouble()); // TiO of early types
    curve.absorbBand(8432, 8600, 0.5 * random.nextDouble());
  }
}
