package allsky.simulation.spectra;

import allsky.simulation.source.Population;
import allsky.simulation.source.SkySource;
import allsky.survey.SourceClass;
import java.util.random.RandomGenerator;

/**
 * The redshift and the subclass of a spectrum's best fit.
 *
 * @param z redshift
 * @param zErr its error
 * @param subclass SDSS's name of the best template; may be empty
 */
record Redshift(double z, double zErr, String subclass) {

  private static final String[] STELLAR_TYPES = {"F5", "F9", "G0", "G2", "K1", "K3", "K5", "K7"};
  private static final double LIGHT_SPEED_KM_S = 299_792.458;

  static Redshift draw(SourceClass sourceClass, SkySource source, RandomGenerator random) {
    return switch (sourceClass) {
      case STAR -> star(source, random);
      case GALAXY -> galaxy(source, random);
      case QSO -> qso(source, random);
    };
  }

  private static Redshift star(SkySource source, RandomGenerator random) {
    double velocityKmS = 60 * random.nextGaussian();
    String type =
        switch (source.population()) {
          case M_STAR -> "M" + random.nextInt(9);
          case BROWN_DWARF -> "L" + random.nextInt(6);
          default -> STELLAR_TYPES[random.nextInt(STELLAR_TYPES.length)];
        };
    return new Redshift(velocityKmS / LIGHT_SPEED_KM_S, 2e-5, type);
  }

  /** Fainter galaxies are more distant: z = 0.1 at W1 = 14, times 1.4 per magnitude. */
  private static Redshift galaxy(SkySource source, RandomGenerator random) {
    double z =
        0.1 * Math.pow(10, 0.15 * (source.w1() - 14)) * Math.exp(0.3 * random.nextGaussian());
    String subclass =
        switch (source.population()) {
          case SPIRAL_GALAXY -> "STARFORMING";
          case STARBURST_GALAXY -> "STARBURST";
          case COMPOSITE_GALAXY -> "AGN";
          default -> "";
        };
    return new Redshift(Math.min(z, 1.2), 3e-5, subclass);
  }

  private static Redshift qso(SkySource source, RandomGenerator random) {
    double z =
        source.population() == Population.DISTANT_QSO
            ? 3 + 1.5 * random.nextDouble() * random.nextDouble()
            : 0.3 + 2.6 * (random.nextDouble() + random.nextDouble()) / 2;
    return new Redshift(z, 3e-4, "BROADLINE");
  }
}
