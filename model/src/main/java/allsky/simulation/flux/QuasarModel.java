package allsky.simulation.flux;

import static allsky.simulation.flux.Lines.scatter;

import allsky.spectrum.LogGrid;
import java.util.random.RandomGenerator;

/**
 * A quasar: two power laws with broad and narrow emission lines, iron bumps, the absorption of the
 * Lyman alpha forest, and the light of the host galaxy if the quasar is near. Slopes, equivalent
 * widths and line widths: Vanden Berk et al. 2001 (AJ 122, 549), section 4 and table 2.
 *
 * @param slope power of the wavelength in the flux blueward of 5000 Angstrom
 * @param widthFactor factor of the equivalent widths of broad lines
 * @param broadKmS sigma of the broad lines
 * @param hostShare share of the host galaxy in the light at 5500 Angstrom, 0 to 1
 */
record QuasarModel(double slope, double widthFactor, double broadKmS, double hostShare) {

  /** Broad lines: wavelength, equivalent width in Angstrom. */
  private static final double[][] BROAD = {
    {1033, 9},
    {1216, 70},
    {1240, 12},
    {1305, 1.7},
    {1336, .7},
    {1398, 8},
    {1548, 24},
    {1640, 2.5},
    {1664, .4},
    {1860, .3},
    {1906, 21},
    {2798, 32},
    {4103, 5},
    {4342, 12.6},
    {4863, 46},
    {5877, 5},
    {6565, 195}
  };

  /** Narrow lines: wavelength, equivalent width in Angstrom. */
  private static final double[][] NARROW = {
    {3426, 1.6}, {3728.6, 1.6}, {3869.9, 1.4}, {4960.3, 4.4}, {5008.2, 13.2}, {6585, 2}, {6725, 2}
  };

  /** Blends of iron lines and the Balmer continuum: centre and width in Angstrom, height. */
  private static final double[][] BUMPS = {
    {2080, 60, .12},
    {2250, 80, .12},
    {2480, 110, .25},
    {2960, 120, .12},
    {3000, 450, .25},
    {3200, 120, .08},
    {4570, 70, .15},
    {5250, 100, .15}
  };

  private static final double BREAK = 5000;
  private static final double RED_SLOPE = -0.45;
  private static final double LYMAN_ALPHA = 1215.67;
  private static final double LYMAN_LIMIT = 912;

  /** A random quasar; only near ones show their host galaxy. */
  static QuasarModel draw(RandomGenerator random, double redshift) {
    double host = redshift < 0.8 ? 0.6 * random.nextDouble() * random.nextDouble() : 0;
    return new QuasarModel(
        -1.54 + 0.4 * random.nextGaussian(),
        scatter(random, 0.4),
        Lines.logUniform(random, 900, 3500),
        host);
  }

  /** The flux of the quasar. */
  FluxCurve on(LogGrid grid, double redshift, RandomGenerator random) {
    FluxCurve curve = new FluxCurve(grid, redshift);
    curve.add(this::powerLaw);
    for (double[] bump : BUMPS) {
      double height = bump[2] * scatter(random, 0.5);
      curve.add(
          wavelength ->
              height * powerLaw(bump[0]) * FluxCurve.gauss((wavelength - bump[0]) / bump[1]));
    }
    for (double[] line : BROAD) {
      double width = line[1] * widthFactor * scatter(random, 0.3);
      curve.emit(line[0], broadKmS * scatter(random, 0.15), width, powerLaw(line[0]));
    }
    double narrowFactor = scatter(random, 0.8);
    for (double[] line : NARROW) {
      double width = line[1] * narrowFactor * scatter(random, 0.2);
      curve.emit(line[0], 250, width, powerLaw(line[0]));
    }
    double reddening = 0.08 * random.nextDouble() * random.nextDouble();
    curve.multiply(wavelength -> Lines.dust(wavelength, reddening));
    if (random.nextInt(10) == 0) {
      broadAbsorption(curve, random);
    }
    forest(curve, redshift, random);
    return hostShare > 0.02 ? withHost(curve, grid, redshift, random) : curve;
  }

  /** Relative to the flux at 5500 Angstrom. */
  private double powerLaw(double wavelength) {
    double atBreak = Math.pow(BREAK / 5500, RED_SLOPE);
    return wavelength > BREAK
        ? Math.pow(wavelength / 5500, RED_SLOPE)
        : atBreak * Math.pow(wavelength / BREAK, slope);
  }

  /** Outflowing gas absorbs blueward of C IV, Si IV and Ly alpha. */
  private static void broadAbsorption(FluxCurve curve, RandomGenerator random) {
    double velocity = 3000 + 12_000 * random.nextDouble();
    double width = 1000 + 2000 * random.nextDouble();
    double depth = 0.3 + 0.6 * random.nextDouble();
    for (double line : new double[] {1240, 1398, 1548}) {
      curve.absorb(line * (1 - velocity / 299_792), width, depth);
    }
  }

  /** Mean transmission of the forest: Faucher-Giguere et al. 2008 (ApJ 681, 831), equation 6. */
  private static void forest(FluxCurve curve, double redshift, RandomGenerator random) {
    curve.multiply(
        0,
        LYMAN_ALPHA,
        wavelength -> {
          double absorber = (1 + redshift) * wavelength / LYMAN_ALPHA;
          double depth = 0.0018 * Math.pow(absorber, 3.92);
          return Math.exp(-depth * scatter(random, 0.8));
        });
    curve.multiply(0, LYMAN_LIMIT, wavelength -> redshift > 2.5 ? 0.05 : 0.6);
  }

  private FluxCurve withHost(
      FluxCurve nucleus, LogGrid grid, double redshift, RandomGenerator random) {
    GalaxyModel host =
        random.nextBoolean() ? GalaxyModel.passive(random) : GalaxyModel.starForming(random);
    return new FluxCurve(grid, redshift)
        .add(nucleus, 1 - hostShare)
        .add(host.on(grid, redshift, random), hostShare);
  }
}
