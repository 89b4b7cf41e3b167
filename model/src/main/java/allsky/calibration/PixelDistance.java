package allsky.calibration;

import allsky.calibration.mixture.GaussianMixture;
import allsky.calibration.mixture.MixtureFit;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The distance of a cutout from ordinary sources, by its pixels: how rare its measures are among
 * ordinary sources of the same W1. The measures have two densities, both mixtures of Gaussians
 * (novelty detection by density, Bishop 1994, IEE Proc. Vis. Image Signal Process. 141, 217): one
 * of the brightness in all bands, that is of the colours, and one of all measures. A third score is
 * the faintness of the pixels in the first band: a source of the catalog may not be in the image.
 * The distance is the largest rarity of the three, see {@link LocalTail#rarity}: if it is 2, then 1
 * % of the ordinary sources of this W1 have a larger score of that kind.
 */
public final class PixelDistance implements Serializable {

  /** A description of the method, for people. */
  public static final String METHOD =
      "-log10 of the share of ordinary sources of the same W1 whose pixels are rarer (mixtures of"
          + " Gaussians) or fainter";

  private static final long serialVersionUID = 1L;

  private static final int MOST_OF_BRIGHTNESS = 40;
  private static final int MOST_OF_ALL = 40;

  /** The index of the faintness among the scores; its limit follows W1 at all magnitudes. */
  private static final int FAINTNESS = 2;

  private static final int FAINTNESS_WINDOW = 400;
  private static final int DENSITY_WINDOW = 800;

  /** Number of scores of a cutout. */
  static final int SCORES = 3;

  /** What learned from ordinary cutouts without their W1. */
  private final Densities densities;

  /** One for each of the {@link Densities#scores}. */
  private final List<LocalTail> tails;

  PixelDistance(Densities densities, List<LocalTail> tails) {
    this.densities = densities;
    this.tails = List.copyOf(tails);
  }

  /**
   * The densities of the measures.
   *
   * @param mean of each measure
   * @param scatter standard deviation of each measure, above 0
   * @param chosen indices of the measures of brightness
   * @param brightness density of the standardised measures of brightness
   * @param all density of all standardised measures
   */
  record Densities(
      double[] mean,
      double[] scatter,
      int[] chosen,
      GaussianMixture brightness,
      GaussianMixture all)
      implements Serializable {

    /** Minus the logarithms of both densities, and the faintness in the first band. */
    double[] scores(double[] measures) {
      double[] standard = standardised(measures, mean, scatter);
      double[] bright = picked(standard, chosen);
      return new double[] {-brightness.logDensity(bright), -all.logDensity(standard), -bright[0]};
    }
  }

  /**
   * Learns from ordinary cutouts.
   *
   * @param learned the measures of cutouts
   * @param brightness indices of the measures of brightness
   * @param held the measures of other ordinary cutouts
   * @param w1 of these others, Vega mag; NaN for a source without it
   * @param faintW1 the densities have the same limit for all sources brighter than this
   */
  public static PixelDistance fitted(
      List<double[]> learned, int[] brightness, List<double[]> held, double[] w1, double faintW1) {
    Densities densities = densities(learned, brightness);
    double[][] scores = held.stream().map(densities::scores).toArray(double[][]::new);
    List<LocalTail> tails =
        IntStream.range(0, SCORES)
            .mapToObj(
                i -> {
                  double[] ofKind = Arrays.stream(scores).mapToDouble(s -> s[i]).toArray();
                  return i == FAINTNESS
                      ? LocalTail.of(w1, ofKind, Double.NEGATIVE_INFINITY, FAINTNESS_WINDOW)
                      : LocalTail.of(w1, ofKind, faintW1, DENSITY_WINDOW);
                })
            .toList();
    return new PixelDistance(densities, tails);
  }

  private static Densities densities(List<double[]> learned, int[] chosen) {
    int size = learned.get(0).length;
    double[] mean = new double[size];
    double[] scatter = new double[size];
    for (int i = 0; i < size; i++) {
      int measure = i;
      mean[i] = learned.stream().mapToDouble(m -> m[measure]).average().orElseThrow();
      double square =
          learned.stream().mapToDouble(m -> Math.pow(m[measure] - mean[measure], 2)).sum();
      scatter[i] = Math.max(Math.sqrt(square / learned.size()), 1e-6);
    }
    double[][] vectors =
        learned.stream()
            .map(measures -> standardised(measures, mean, scatter))
            .toArray(double[][]::new);
    double[][] bright =
        Arrays.stream(vectors).map(vector -> picked(vector, chosen)).toArray(double[][]::new);
    return new Densities(
        mean,
        scatter,
        chosen,
        MixtureFit.density(bright, MOST_OF_BRIGHTNESS),
        MixtureFit.density(vectors, MOST_OF_ALL));
  }

  private static double[] standardised(double[] measures, double[] mean, double[] scatter) {
    double[] standard = new double[measures.length];
    for (int i = 0; i < standard.length; i++) {
      standard[i] = (measures[i] - mean[i]) / scatter[i];
    }
    return standard;
  }

  private static double[] picked(double[] vector, int[] chosen) {
    return Arrays.stream(chosen).mapToDouble(i -> vector[i]).toArray();
  }

  /**
   * The distance of a cutout, 0 or more.
   *
   * @param w1 of the source, Vega mag; NaN if it has none
   */
  public float of(double[] measures, double w1) {
    double[] scores = densities.scores(measures);
    double largest = 0;
    for (int i = 0; i < scores.length; i++) {
      largest = Math.max(largest, tails.get(i).rarity(w1, scores[i]));
    }
    return (float) largest;
  }

  Densities densities() {
    return densities;
  }

  List<LocalTail> tails() {
    return tails;
  }
}
