package allsky.simulation.source;

import allsky.survey.SourceClass;
import java.util.random.RandomGenerator;

/**
 * The number counts of a class: sources per W1 magnitude and square degree. The logarithm is linear
 * between the anchors and extrapolated linearly beyond them.
 */
public final class NumberCounts {

  /** W1 of the brightest and of the faintest source of the simulated sky. */
  static final double BRIGHTEST = 6;

  static final double FAINTEST = 18.3;

  private static final double STEP = 0.05;

  // Anchors W1: log10 of the counts per magnitude and square degree at |b| = 50 degrees. Stars:
  // the model counts of Wainscoat et al. 1992 (ApJS 83, 111) as WPHot tabulates them. Galaxies:
  // Euclidean to W1 = 16 and flatter below, stars fewer than galaxies beyond 14, as Fazio et al.
  // 2004 (ApJS 154, 39) at 3.6 micron. QSO: 62 +- 5 per square degree at W1 - W2 >= 0.8, W2 < 15.05
  // (Stern et al. 2012, ApJ 753, 30), 130 at W2 < 17.11 (Assef et al. 2013, ApJ 772, 26).
  private static final NumberCounts STARS =
      new NumberCounts(
          new double[] {7, 9, 11, 13, 15, 17, 19},
          new double[] {0.4, 1.05, 1.65, 2.25, 2.75, 3.10, 3.35});
  private static final NumberCounts GALAXIES =
      new NumberCounts(
          new double[] {11, 13, 14, 15, 16, 17, 18},
          new double[] {-0.25, 0.95, 1.55, 2.2, 2.9, 3.5, 3.85});
  private static final NumberCounts QSOS =
      new NumberCounts(
          new double[] {13, 14, 15, 16, 17}, new double[] {-0.2, 0.5, 1.15, 1.62, 1.85});

  private final double[] magnitudes;
  private final double[] logCounts;
  private final double[] cumulative;

  private NumberCounts(double[] magnitudes, double[] logCounts) {
    this.magnitudes = magnitudes;
    this.logCounts = logCounts;
    this.cumulative = new double[(int) Math.round((FAINTEST - BRIGHTEST) / STEP) + 1];
    for (int i = 1; i < cumulative.length; i++) {
      cumulative[i] = cumulative[i - 1] + STEP * perMagnitude(BRIGHTEST + (i - 0.5) * STEP);
    }
  }

  public static NumberCounts of(SourceClass sourceClass) {
    return switch (sourceClass) {
      case STAR -> STARS;
      case GALAXY -> GALAXIES;
      case QSO -> QSOS;
    };
  }

  /**
   * The ratio of the star density at a Galactic latitude to the density at 50 degrees, 0.6 to 30.
   *
   * @param latDeg Galactic latitude in degrees
   */
  public static double starDensityFactor(double latDeg) {
    double sine = Math.max(Math.abs(Math.sin(Math.toRadians(latDeg))), 1e-3);
    return Math.max(0.6, Math.min(30, Math.pow(Math.sin(Math.toRadians(50)) / sine, 1.6)));
  }

  /** Sources per magnitude and square degree at a W1 magnitude. */
  public double perMagnitude(double w1) {
    int i = 1;
    while (i < magnitudes.length - 1 && w1 > magnitudes[i]) {
      i++;
    }
    double slope = (logCounts[i] - logCounts[i - 1]) / (magnitudes[i] - magnitudes[i - 1]);
    return Math.pow(10, logCounts[i] + slope * (w1 - magnitudes[i]));
  }

  /** Sources of all magnitudes per square degree. */
  public double perSquareDegree() {
    return cumulative[cumulative.length - 1];
  }

  /** A random W1 magnitude, distributed like the counts. */
  public double drawW1(RandomGenerator random) {
    double rank = random.nextDouble() * perSquareDegree();
    int i = 1;
    while (i < cumulative.length - 1 && cumulative[i] < rank) {
      i++;
    }
    double within = (rank - cumulative[i - 1]) / (cumulative[i] - cumulative[i - 1]);
    return BRIGHTEST + (i - 1 + within) * STEP;
  }
}
