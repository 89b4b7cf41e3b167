package allsky.simulation.flux;

import static allsky.simulation.flux.Lines.scatter;

import allsky.spectrum.LogGrid;
import java.util.random.RandomGenerator;

/**
 * A galaxy: the light of old and young stars, with the narrow emission lines of ionised gas. Some
 * have the broad Balmer lines of a weak active nucleus, as SDSS's subclass BROADLINE of galaxies.
 *
 * @param youngShare share of young stars in the light at 5500 Angstrom, 0 to 1
 * @param alphaWidth equivalent width of H alpha in Angstrom
 * @param excitation flux of [O III] 5008 divided by H beta
 * @param nitrogen flux of [N II] 6585 divided by H alpha
 * @param broadWidth equivalent width of broad H alpha in Angstrom; 0 for none
 * @param sigmaKmS velocity dispersion of stars and gas
 */
record GalaxyModel(
    double youngShare,
    double alphaWidth,
    double excitation,
    double nitrogen,
    double broadWidth,
    double sigmaKmS) {

  /** H alpha divided by H beta without dust (case B; Osterbrock and Ferland 2006, table 4.2). */
  private static final double CASE_B = 2.86;

  /** A galaxy without young stars. */
  static GalaxyModel passive(RandomGenerator random) {
    return new GalaxyModel(
        0.1 * random.nextDouble() * random.nextDouble(),
        2 * random.nextDouble(),
        Lines.logUniform(random, 0.5, 4),
        Lines.logUniform(random, 0.7, 2),
        0,
        180 * scatter(random, 0.3));
  }

  /** A galaxy with young stars. */
  static GalaxyModel starForming(RandomGenerator random) {
    double young = 0.05 + 0.85 * random.nextDouble();
    return new GalaxyModel(
        young,
        (5 + 90 * young * young) * scatter(random, 0.6),
        Lines.logUniform(random, 0.2, 6),
        Lines.logUniform(random, 0.08, 0.6),
        0,
        110 * scatter(random, 0.3));
  }

  /** A galaxy with a weak active nucleus. */
  static GalaxyModel active(RandomGenerator random) {
    return new GalaxyModel(
        0.4 * random.nextDouble(),
        Lines.logUniform(random, 3, 40),
        Lines.logUniform(random, 2, 12),
        Lines.logUniform(random, 0.5, 1.5),
        random.nextBoolean() ? 0 : Lines.logUniform(random, 5, 40),
        170 * scatter(random, 0.3));
  }

  /** The flux of the galaxy. */
  FluxCurve on(LogGrid grid, double redshift, RandomGenerator random) {
    FluxCurve curve = new FluxCurve(grid, redshift);
    double metals = scatter(random, 0.2);
    double dust = youngShare * 0.3 * random.nextDouble();
    double old = 1 - youngShare;
    add(curve, grid, redshift, 6000, false, metals, old * share(random, 0.3), random);
    add(curve, grid, redshift, 4900, true, metals, old * share(random, 0.4), random);
    add(curve, grid, redshift, 4300, true, metals, old * share(random, 0.25), random);
    add(curve, grid, redshift, 3450, true, metals, old * share(random, 0.05), random);
    double middle = random.nextDouble();
    add(curve, grid, redshift, 7500, false, metals, middle * youngShare, random);
    double hot = Lines.logUniform(random, 9000, 25_000);
    add(curve, grid, redshift, hot, false, metals, (1 - middle) * youngShare, random);
    curve.multiply(wavelength -> Lines.dust(wavelength, dust));
    gas(curve, Math.max(1, scatter(random, 0.3)));
    return curve;
  }

  private static double share(RandomGenerator random, double mean) {
    return mean * scatter(random, 0.4);
  }

  private void add(
      FluxCurve curve,
      LogGrid grid,
      double redshift,
      double temperature,
      boolean giant,
      double metals,
      double weight,
      RandomGenerator random) {
    if (weight > 0.01) {
      StarModel star = new StarModel(temperature * scatter(random, 0.03), giant, metals);
      curve.add(star.on(grid, redshift, sigmaKmS, random), weight);
    }
  }

  /**
   * Adds the emission lines.
   *
   * @param decrement H alpha divided by H beta, relative to gas without dust
   */
  private void gas(FluxCurve curve, double decrement) {
    double beta = alphaWidth / CASE_B / decrement;
    double oxygen = excitation * beta;
    curve.emit(6585.3, sigmaKmS, nitrogen * alphaWidth);
    curve.emit(6549.9, sigmaKmS, nitrogen * alphaWidth / 3);
    curve.emit(Lines.H_ALPHA, sigmaKmS, alphaWidth);
    curve.emit(6718.3, sigmaKmS, 0.2 * alphaWidth);
    curve.emit(6732.7, sigmaKmS, 0.15 * alphaWidth);
    curve.emit(Lines.H_BETA, sigmaKmS, beta);
    curve.emit(Lines.balmer(5), sigmaKmS, 0.45 * beta);
    curve.emit(5008.2, sigmaKmS, oxygen);
    curve.emit(4960.3, sigmaKmS, oxygen / 3);
    curve.emit(3728.6, sigmaKmS + 100, 1.5 * beta + 0.8 * oxygen);
    curve.emit(3869.9, sigmaKmS, 0.08 * oxygen);
    curve.emit(6302, sigmaKmS, 0.03 * alphaWidth);
    if (broadWidth > 0) {
      curve.emit(Lines.H_ALPHA, 1300, broadWidth);
      curve.emit(Lines.H_BETA, 1300, broadWidth / 5);
    }
  }
}
