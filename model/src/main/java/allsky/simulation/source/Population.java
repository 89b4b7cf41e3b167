package allsky.simulation.source;

import allsky.survey.SourceClass;
import java.util.random.RandomGenerator;

/**
 * A population of sources with its share of a class and its WISE colours (Vega, Gaussian
 * distributions).
 *
 * <p>The colours follow the regions of Wright et al. 2010 (AJ 140, 1868) figure 12; stars Davenport
 * et al. 2014 (MNRAS 440, 3430); galaxies Jarrett et al. 2017 (ApJ 836, 182); QSO Stern et al. 2012
 * (ApJ 753, 30) and Nikutta et al. 2014 (MNRAS 442, 3361). The means and widths are fits by eye to
 * those published regions.
 */
public enum Population {
  FGK_STAR(SourceClass.STAR, 0.66, -0.03, 0.035, 0.05, 0.06, 0.05, 0.10),
  M_STAR(SourceClass.STAR, 0.325, 0.13, 0.06, 0.25, 0.15, 0.15, 0.15),
  DUSTY_STAR(SourceClass.STAR, 0.012, 0.25, 0.2, 1.2, 0.6, 1.2, 0.6),
  BROWN_DWARF(SourceClass.STAR, 0.003, 1.2, 0.7, 1.2, 0.5, 0.5, 0.4),

  EARLY_GALAXY(SourceClass.GALAXY, 0.30, 0, 0.07, 0.7, 0.45, 1.8, 0.5),
  SPIRAL_GALAXY(SourceClass.GALAXY, 0.50, 0.12, 0.09, 2.9, 0.6, 1.9, 0.4),
  STARBURST_GALAXY(SourceClass.GALAXY, 0.13, 0.35, 0.13, 3.9, 0.4, 2.3, 0.4),
  COMPOSITE_GALAXY(SourceClass.GALAXY, 0.07, 0.60, 0.20, 3.1, 0.5, 2.4, 0.4),

  TYPE_1_QSO(SourceClass.QSO, 0.80, 1.12, 0.20, 2.95, 0.40, 2.5, 0.4),
  DILUTED_QSO(SourceClass.QSO, 0.12, 0.65, 0.18, 2.8, 0.5, 2.4, 0.4),
  DISTANT_QSO(SourceClass.QSO, 0.08, 0.70, 0.25, 3.2, 0.5, 2.5, 0.4);

  /** Increase of W1 - W2 of galaxies from W1 = 13 to W1 = 18, because of the redshift. */
  private static final double GALAXY_REDDENING = 0.22;

  private final SourceClass sourceClass;
  private final double share;
  private final double w12;
  private final double w12Width;
  private final double w23;
  private final double w23Width;
  private final double w34;
  private final double w34Width;

  Population(
      SourceClass sourceClass,
      double share,
      double w12,
      double w12Width,
      double w23,
      double w23Width,
      double w34,
      double w34Width) {
    this.sourceClass = sourceClass;
    this.share = share;
    this.w12 = w12;
    this.w12Width = w12Width;
    this.w23 = w23;
    this.w23Width = w23Width;
    this.w34 = w34;
    this.w34Width = w34Width;
  }

  public SourceClass sourceClass() {
    return sourceClass;
  }

  /** The share of this population in its class; the shares of a class have sum 1. */
  double share() {
    return share;
  }

  /** A random population of a class, with the shares as probabilities. */
  public static Population draw(SourceClass sourceClass, RandomGenerator random) {
    double rank = random.nextDouble();
    Population last = null;
    for (Population population : values()) {
      if (population.sourceClass == sourceClass) {
        last = population;
        rank -= population.share;
        if (rank < 0) {
          return population;
        }
      }
    }
    return last;
  }

  /** Random Vega magnitudes W1 to W4 of a source of this population with a given W1. */
  public double[] drawMagnitudes(double w1, RandomGenerator random) {
    double reddening =
        sourceClass == SourceClass.GALAXY
            ? GALAXY_REDDENING * Math.max(0, Math.min(1, (w1 - 13) / 5))
            : 0;
    double w2 = w1 - (w12 + reddening + w12Width * random.nextGaussian());
    double w3 = w2 - (w23 + w23Width * random.nextGaussian());
    double w4 = w3 - (w34 + w34Width * random.nextGaussian());
    return new double[] {w1, w2, w3, w4};
  }
}
