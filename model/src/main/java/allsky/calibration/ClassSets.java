package allsky.calibration;

import allsky.network.model.ClassSetLimits;
import allsky.survey.SourceClass;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Class sets: the classes that a source may have. For the sources of each class, the set has the
 * class with a probability of at least the coverage (Mondrian, that is class-conditional, split
 * conformal prediction: Vovk, Gammerman and Shafer 2005, "Algorithmic Learning in a Random World",
 * section 4.5; Sadinle, Lei and Wasserman 2019, JASA 114, 223, section 2.2).
 *
 * <p>The limits depend on W1: a class is less certain for faint sources, so one limit for all would
 * cover too many bright sources and too few faint ones.
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

  /** A range of W1 has at least so many validation cutouts. */
  private static final int FEWEST_OF_RANGE = 500;

  private static final int MOST_RANGES = 8;

  private final SortedMap<SourceClass, Double> limits;

  private final TreeMap<Double, SortedMap<SourceClass, Double>> byW1;

  /** The sets of a model with these limits. */
  public ClassSets(ClassSetLimits limits) {
    this.limits = limits.minimumProbability();
    this.byW1 = new TreeMap<>(limits.minimumProbabilityByW1());
  }

  /**
   * The limits from validation cutouts: the k-th smallest probability of the true class among the n
   * cutouts of a class, k = floor((n + 1) (1 - coverage)); 0 if k is 0, because n is too small. Of
   * all cutouts, and of ranges of W1 with the same number of cutouts, at least {@value
   * #FEWEST_OF_RANGE}.
   *
   * @param predictions for cutouts that were not used in training, one for each label
   * @param labels index of the true class of each cutout
   * @param w1 of each cutout, Vega mag; NaN if it is not known
   */
  public static ClassSetLimits limits(
      List<SourceClass> classes,
      List<Prediction> predictions,
      int[] labels,
      double[] w1,
      double coverage) {
    int[] all = IntStream.range(0, labels.length).toArray();
    SortedMap<SourceClass, Integer> counts = new TreeMap<>();
    for (int c = 0; c < classes.size(); c++) {
      counts.put(classes.get(c), ofTruth(predictions, labels, c, all).length);
    }
    int[] byMagnitude =
        IntStream.of(all)
            .filter(i -> !Double.isNaN(w1[i]))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> w1[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    int ranges = Math.min(MOST_RANGES, byMagnitude.length / FEWEST_OF_RANGE);
    SortedMap<Double, SortedMap<SourceClass, Double>> byW1 = new TreeMap<>();
    for (int range = 0; ranges > 1 && range < ranges; range++) {
      int from = (int) ((long) byMagnitude.length * range / ranges);
      int to = (int) ((long) byMagnitude.length * (range + 1) / ranges);
      byW1.put(
          w1[byMagnitude[from]],
          limits(
              classes, predictions, labels, Arrays.copyOfRange(byMagnitude, from, to), coverage));
    }
    return new ClassSetLimits(
        coverage, limits(classes, predictions, labels, all, coverage), counts, byW1);
  }

  private static SortedMap<SourceClass, Double> limits(
      List<SourceClass> classes,
      List<Prediction> predictions,
      int[] labels,
      int[] cutouts,
      double coverage) {
    SortedMap<SourceClass, Double> limits = new TreeMap<>();
    for (int c = 0; c < classes.size(); c++) {
      double[] sorted = ofTruth(predictions, labels, c, cutouts);
      int rank = (int) Math.floor((sorted.length + 1) * (1 - coverage) + 1e-9);
      limits.put(classes.get(c), rank == 0 ? 0 : sorted[rank - 1]);
    }
    return limits;
  }

  /** The probabilities of a class for its cutouts, ascending. */
  private static double[] ofTruth(
      List<Prediction> predictions, int[] labels, int truth, int[] cutouts) {
    return IntStream.of(cutouts)
        .filter(i -> labels[i] == truth)
        .mapToDouble(i -> predictions.get(i).probabilities().get(truth))
        .sorted()
        .toArray();
  }

  /**
   * The set of a source, such as {@code STAR,QSO}, in the order of the network's classes, or
   * {@value #EMPTY}.
   *
   * @param prediction with the class priors of the training
   * @param w1 Vega mag, NaN if the source has none
   */
  public String of(Prediction prediction, double w1) {
    SortedMap<SourceClass, Double> own = at(w1);
    String set =
        prediction.classes().stream()
            .filter(c -> prediction.probability(c) >= own.getOrDefault(c, 0.0))
            .map(Enum::name)
            .collect(Collectors.joining(","));
    return set.isEmpty() ? EMPTY : set;
  }

  private SortedMap<SourceClass, Double> at(double w1) {
    if (byW1.isEmpty() || Double.isNaN(w1)) {
      return limits;
    }
    Map.Entry<Double, SortedMap<SourceClass, Double>> range = byW1.floorEntry(w1);
    return range == null ? byW1.firstEntry().getValue() : range.getValue();
  }
}
