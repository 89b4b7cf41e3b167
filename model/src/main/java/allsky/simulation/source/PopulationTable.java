package allsky.simulation.source;

import static allsky.simulation.source.Population.*;

import allsky.survey.SourceClass;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The populations of a simulated sky: the share of each in its class, among all sources of the sky,
 * and its colours.
 *
 * <p>The colours follow the regions of Wright et al. 2010 (AJ 140, 1868) figure 12; stars Davenport
 * et al. 2014 (MNRAS 440, 3430); galaxies Jarrett et al. 2017 (ApJ 836, 182); QSO Stern et al. 2012
 * (ApJ 753, 30) and Nikutta et al. 2014 (MNRAS 442, 3361). The means and widths are fits by eye to
 * those published regions.
 */
public enum PopulationTable {
  /** The populations of the presets paper, medium and hard. */
  BY_EYE(
      List.of(
          row(FGK_STAR, 0.66, -0.03, 0.035, 0.05, 0.06, 0.05, 0.10, 0),
          row(M_STAR, 0.325, 0.13, 0.06, 0.25, 0.15, 0.15, 0.15, 0),
          row(DUSTY_STAR, 0.012, 0.25, 0.2, 1.2, 0.6, 1.2, 0.6, 0),
          row(BROWN_DWARF, 0.003, 1.2, 0.7, 1.2, 0.5, 0.5, 0.4, 0),
          row(EARLY_GALAXY, 0.30, 0, 0.07, 0.7, 0.45, 1.8, 0.5, 0.22),
          row(SPIRAL_GALAXY, 0.50, 0.12, 0.09, 2.9, 0.6, 1.9, 0.4, 0.22),
          row(STARBURST_GALAXY, 0.13, 0.35, 0.13, 3.9, 0.4, 2.3, 0.4, 0.22),
          row(COMPOSITE_GALAXY, 0.07, 0.60, 0.20, 3.1, 0.5, 2.4, 0.4, 0.22),
          row(TYPE_1_QSO, 0.80, 1.12, 0.20, 2.95, 0.40, 2.5, 0.4, 0),
          row(DILUTED_QSO, 0.12, 0.65, 0.18, 2.8, 0.5, 2.4, 0.4, 0),
          row(DISTANT_QSO, 0.08, 0.70, 0.25, 3.2, 0.5, 2.5, 0.4, 0))),

  /**
   * The populations of the preset sdss. Means and widths were changed until classifiers on the
   * catalog reach their published results (docs/simulated-sky.md). Luminous red galaxies have the
   * colours of an old stellar population at redshifts 0.3 and 0.55; brown dwarfs have the colours
   * of L dwarfs, which are most of them (Best et al. 2024, The UltracoolSheet).
   */
  CALIBRATED(
      List.of(
          row(FGK_STAR, 0.66, -0.04, 0.03, 0.05, 0.06, 0.05, 0.10, 0),
          row(M_STAR, 0.305, 0.14, 0.05, 0.25, 0.15, 0.15, 0.15, 0),
          row(BLUE_STAR, 0.02, -0.03, 0.05, 0, 0.1, 0.1, 0.1, 0),
          row(DUSTY_STAR, 0.012, 0.25, 0.2, 1.2, 0.6, 1.2, 0.6, 0),
          row(BROWN_DWARF, 0.003, 0.33, 0.12, 0.8, 0.35, 0.5, 0.4, 0),
          row(EARLY_GALAXY, 0.26, 0.03, 0.05, 0.9, 0.45, 1.8, 0.5, 0.22),
          row(SPIRAL_GALAXY, 0.47, 0.13, 0.09, 3.2, 0.6, 1.9, 0.4, 0.22),
          row(STARBURST_GALAXY, 0.13, 0.30, 0.12, 4.0, 0.4, 2.3, 0.4, 0.22),
          row(COMPOSITE_GALAXY, 0.06, 0.44, 0.15, 3.3, 0.4, 2.4, 0.4, 0.22),
          row(RED_GALAXY, 0.04, 0.27, 0.06, 1.1, 0.6, 1.8, 0.5, 0),
          row(DISTANT_RED_GALAXY, 0.04, 0.27, 0.08, 1.4, 0.7, 1.8, 0.5, 0),
          row(TYPE_1_QSO, 0.80, 1.17, 0.15, 2.95, 0.32, 2.25, 0.35, 0),
          row(DILUTED_QSO, 0.10, 0.75, 0.16, 2.8, 0.35, 2.25, 0.4, 0),
          row(DISTANT_QSO, 0.10, 0.97, 0.19, 3.3, 0.5, 2.3, 0.4, 0)));

  private record Row(Population population, double share, WiseColours colours) {}

  // List.of is immutable, but its type does not say so.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<Row> rows;

  PopulationTable(List<Row> rows) {
    this.rows = rows;
  }

  private static Row row(
      Population population,
      double share,
      double w12,
      double w12Width,
      double w23,
      double w23Width,
      double w34,
      double w34Width,
      double reddening) {
    return new Row(
        population, share, new WiseColours(w12, w12Width, w23, w23Width, w34, w34Width, reddening));
  }

  /** The share of a population in its class; the shares of a class have sum 1. */
  public double share(Population population) {
    return rows.stream().filter(row -> row.population == population).mapToDouble(Row::share).sum();
  }

  /** A random population of a class, with the shares as probabilities. */
  public Population draw(SourceClass sourceClass, RandomGenerator random) {
    double rank = random.nextDouble();
    Population last = null;
    for (Row row : rows) {
      if (row.population.sourceClass() == sourceClass) {
        last = row.population;
        rank -= row.share;
        if (rank < 0) {
          return last;
        }
      }
    }
    return last;
  }

  /** Random Vega magnitudes W1 to W4 of a source of a population with a given W1. */
  public double[] drawMagnitudes(Population population, double w1, RandomGenerator random) {
    for (Row row : rows) {
      if (row.population == population) {
        return row.colours.drawMagnitudes(w1, random);
      }
    }
    throw new IllegalArgumentException("Invalid population (of " + this + "): " + population);
  }
}
