package allsky.simulation.spectra;

import allsky.simulation.source.Population;
import allsky.survey.SourceClass;
import java.util.Arrays;
import java.util.List;

/**
 * The programs of SDSS that took the spectra of a class: their share of the class and their W1, a
 * Gaussian. Shares and magnitudes are calibrated, see docs/simulated-sky.md.
 */
enum SdssProgram {
  MAIN_EARLY(Population.EARLY_GALAXY, 0.12, 14.1, 0.8),
  MAIN_SPIRAL(Population.SPIRAL_GALAXY, 0.27, 14.5, 0.8),
  MAIN_STARBURST(Population.STARBURST_GALAXY, 0.05, 15.0, 0.9),
  MAIN_COMPOSITE(Population.COMPOSITE_GALAXY, 0.03, 15.3, 1.0),
  LOWZ(Population.RED_GALAXY, 0.15, 15.0, 0.5),
  CMASS(Population.DISTANT_RED_GALAXY, 0.38, 16.0, 0.45),

  NEAR_QSO(Population.TYPE_1_QSO, 0.68, 15.7, 0.75),
  LYMAN_ALPHA_QSO(Population.DISTANT_QSO, 0.26, 16.5, 0.5),
  HOST_QSO(Population.DILUTED_QSO, 0.06, 14.3, 0.9),

  SEGUE_FGK(Population.FGK_STAR, 0.50, 14.05, 1.1),
  SEGUE_M(Population.M_STAR, 0.37, 14.05, 1.1),
  /** White dwarfs, and blue stars that were candidates for QSO. */
  FAINT_BLUE(Population.BLUE_STAR, 0.13, 16.1, 0.6);

  private final Population population;
  private final double share;
  private final double medianW1;
  private final double widthW1;

  SdssProgram(Population population, double share, double medianW1, double widthW1) {
    this.population = population;
    this.share = share;
    this.medianW1 = medianW1;
    this.widthW1 = widthW1;
  }

  /** The programs that took spectra of a class. */
  static List<SdssProgram> of(SourceClass sourceClass) {
    return Arrays.stream(values()).filter(p -> p.population.sourceClass() == sourceClass).toList();
  }

  Population population() {
    return population;
  }

  /** The share of this program in the spectra of its class; the shares have sum 1. */
  double share() {
    return share;
  }

  double medianW1() {
    return medianW1;
  }

  double widthW1() {
    return widthW1;
  }

  /** The share of the program's spectra in a W1 magnitude, in 1/mag. */
  double perMagnitude(double w1) {
    double z = (w1 - medianW1) / widthW1;
    return share * Math.exp(-0.5 * z * z) / (widthW1 * Math.sqrt(2 * Math.PI));
  }
}
