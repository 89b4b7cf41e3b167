package allsky.spark.baseline;

import allsky.metrics.ConfusionMatrix;
import allsky.survey.SourceClass;
import java.util.List;
import java.util.Optional;

/**
 * How difficult it is to distinguish the classes of a labelled catalog.
 *
 * @param trainingRows rows from which the forest learned
 * @param forest the forest on W1 to W4, in the class mix of Clarke et al. (2020)
 * @param elsewhere the same forest on another catalog, with the numbers of its classes as they are
 * @param svm the SVM by magnitude, or empty if the catalog has no aperture magnitudes
 * @param colourCut the colour cut on the rows on which the SVM learns and is tested
 * @param distributions magnitudes, colours and signal-to-noise ratios of each class
 */
public record Difficulty(
    long trainingRows,
    ConfusionMatrix forest,
    Optional<ConfusionMatrix> elsewhere,
    List<MagnitudeBin> svm,
    Optional<ConfusionMatrix> colourCut,
    List<ClassDistribution> distributions) {

  /** The percentiles of a {@link Distribution}. */
  public static final List<Integer> PERCENTILES = List.of(5, 16, 50, 84, 95);

  public Difficulty {
    svm = List.copyOf(svm);
    distributions = List.copyOf(distributions);
  }

  /**
   * The SVM in a range of W1.
   *
   * @param brightW1 bright end, Vega
   * @param faintW1 faint end
   */
  public record MagnitudeBin(double brightW1, double faintW1, ConfusionMatrix matrix) {}

  /**
   * The distributions of a class.
   *
   * @param sources rows of the class
   * @param withoutW3 share of the rows with a signal-to-noise ratio below 2 in W3
   */
  public record ClassDistribution(
      SourceClass sourceClass, long sources, double withoutW3, List<Distribution> quantities) {

    public ClassDistribution {
      quantities = List.copyOf(quantities);
    }
  }

  /**
   * The distribution of a quantity.
   *
   * @param percentiles the values at {@link #PERCENTILES}, or empty if no row has a value
   */
  public record Distribution(String name, List<Double> percentiles) {

    public Distribution {
      percentiles = List.copyOf(percentiles);
    }
  }
}
