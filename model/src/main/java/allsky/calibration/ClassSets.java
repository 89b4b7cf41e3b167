package allsky.calibration;

import allsky.network.model.ClassSetLimits;
import allsky.survey.SourceClass;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Class sets: the classes that a source may have. For the sources of each class, the set has the
 * class with a probability of at least the coverage (Mondrian, that is class-conditional, split
 * conformal prediction: Vovk, Gammerman and Shafer 2005, "Algorithmic Learning in a Random World",
 * section 4.5; Sadinle, Lei and Wasserman 2019, JASA 114, 223, section 2.2).
 *
 * <p>The probabilities are those for the class priors of the training. The coverage of a class does
 * not depend on the class priors, so other priors never change a set. A set may be empty: the
 * source is then among the least typical sources of every class.
 */
public final class ClassSets implements Serializable {

  /** The coverage of the sets of {@code train-iicnet}. */
  public static final double COVERAGE = 0.9;

  /** The text of an empty set. */
  public static final String EMPTY = "NONE";

  private static final long serialVersionUID = 1L;

  private final SortedMap<SourceClass, Double> limits;

  /** The sets of a model with these limits. */
  public ClassSets(ClassSetLimits limits) {
    this.limits = limits.minimumProbability();
  }

  /**
   * The limits from validation cutouts: the k-th smallest probability of the true class among the n
   * cutouts of a class, k = floor((n + 1) (1 - coverage)); 0 if k is 0, because n is too small.
   *
   * @param predictions for cutouts that were not used in training, one for each label
   * @param labels index of the true class of each cutout
   */
  public static ClassSetLimits limits(
      List<SourceClass> classes, List<Prediction> predictions, int[] labels, double coverage) {
    SortedMap<SourceClass, Double> limits = new TreeMap<>();
    SortedMap<SourceClass, Integer> counts = new TreeMap<>();
    for (int c = 0; c < classes.size(); c++) {
      double[] sorted = ofTruth(predictions, labels, c);
      int rank = (int) Math.floor((sorted.length + 1) * (1 - coverage) + 1e-9);
      limits.put(classes.get(c), rank == 0 ? 0 : sorted[rank - 1]);
      counts.put(classes.get(c), sorted.length);
    }
    return new ClassSetLimits(coverage, limits, counts);
  }

  private static double[] ofTruth(List<Prediction> predictions, int[] labels, int truth) {
    double[] probabilities =
        new double[(int) Arrays.stream(labels).filter(l -> l == truth).count()];
    int size = 0;
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] == truth) {
        probabilities[size++] = predictions.get(i).probabilities().get(truth);
      }
    }
    Arrays.sort(probabilities);
    return probabilities;
  }

  /**
   * The set of a source, such as {@code STAR,QSO}, in the order of the network's classes, or
   * {@value #EMPTY}.
   *
   * @param prediction with the class priors of the training
   */
  public String of(Prediction prediction) {
    String set =
        prediction.classes().stream()
            .filter(c -> prediction.probability(c) >= limits.getOrDefault(c, 0.0))
            .map(Enum::name)
            .collect(Collectors.joining(","));
    return set.isEmpty() ? EMPTY : set;
  }
}
