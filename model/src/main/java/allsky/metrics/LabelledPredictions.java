package allsky.metrics;

import allsky.metrics.prior.PriorShift;
import allsky.survey.SourceClass;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The probabilities of sources whose true class is known. The predicted class is the most probable
 * class, the first one if several are equally probable.
 */
public final class LabelledPredictions {

  private final List<SourceClass> classes;
  private final int[] truth;
  private final double[] probabilities;

  private LabelledPredictions(List<SourceClass> classes, int[] truth, double[] probabilities) {
    this.classes = List.copyOf(classes);
    this.truth = truth;
    this.probabilities = probabilities;
  }

  /**
   * The predictions of some sources; the arrays are kept, not copied.
   *
   * @param truth the true class of each source, an index in {@code classes}
   * @param probabilities a row for each source with a number for each class, 0 to 1
   */
  public static LabelledPredictions of(
      List<SourceClass> classes, int[] truth, double[] probabilities) {
    if (probabilities.length != truth.length * classes.size()) {
      throw new IllegalArgumentException(
          "Invalid probabilities (%d rows of %d): %d"
              .formatted(truth.length, classes.size(), probabilities.length));
    }
    return new LabelledPredictions(classes, truth, probabilities);
  }

  /** The same sources with the probabilities for other class priors. */
  public LabelledPredictions shifted(PriorShift shift) {
    return shifted(source -> shift);
  }

  /**
   * The same sources with the probabilities for other class priors.
   *
   * @param shifts gives the shift of a source
   */
  public LabelledPredictions shifted(IntFunction<PriorShift> shifts) {
    double[] others = new double[probabilities.length];
    int width = classes.size();
    double[] row = new double[width];
    for (int i = 0; i < truth.length; i++) {
      System.arraycopy(probabilities, i * width, row, 0, width);
      System.arraycopy(shifts.apply(i).of(classes, row), 0, others, i * width, width);
    }
    return new LabelledPredictions(classes, truth, others);
  }

  /** The predictions of some of the sources. */
  public LabelledPredictions only(int[] sources) {
    int width = classes.size();
    int[] some = new int[sources.length];
    double[] others = new double[sources.length * width];
    for (int i = 0; i < sources.length; i++) {
      some[i] = truth[sources[i]];
      System.arraycopy(probabilities, sources[i] * width, others, i * width, width);
    }
    return new LabelledPredictions(classes, some, others);
  }

  /** The sources of several samples, one sample after the other. */
  public static LabelledPredictions together(
      List<SourceClass> classes, List<LabelledPredictions> samples) {
    return of(
        classes,
        samples.stream().flatMapToInt(sample -> Arrays.stream(sample.truth)).toArray(),
        samples.stream().flatMapToDouble(sample -> Arrays.stream(sample.probabilities)).toArray());
  }

  public List<SourceClass> classes() {
    return classes;
  }

  /** Number of sources. */
  public int size() {
    return truth.length;
  }

  /** True class of a source, an index in {@link #classes()}. */
  public int truth(int source) {
    return truth[source];
  }

  /** Probability of a class for a source. */
  public double probability(int source, int index) {
    return probabilities[source * classes.size() + index];
  }

  /** Predicted class of a source, an index in {@link #classes()}. */
  public int predicted(int source) {
    int best = 0;
    for (int index = 1; index < classes.size(); index++) {
      if (probability(source, index) > probability(source, best)) {
        best = index;
      }
    }
    return best;
  }

  /** Largest probability of a source. */
  public double confidence(int source) {
    return probability(source, predicted(source));
  }

  /** True if the predicted class is the true class. */
  public boolean isRight(int source) {
    return predicted(source) == truth[source];
  }

  /** True and predicted classes, counted. */
  public ConfusionMatrix confusion() {
    int[] predicted = new int[truth.length];
    for (int i = 0; i < predicted.length; i++) {
      predicted[i] = predicted(i);
    }
    return ConfusionMatrix.of(classes, truth, predicted);
  }

  /** The ROC curve of a class against the rest; empty if all sources or none are of the class. */
  public Optional<RocCurve> roc(SourceClass sourceClass) {
    int index = classes.indexOf(sourceClass);
    double[] scores = new double[truth.length];
    boolean[] positive = new boolean[truth.length];
    int positives = 0;
    for (int i = 0; i < scores.length; i++) {
      scores[i] = probability(i, index);
      positive[i] = truth[i] == index;
      positives += positive[i] ? 1 : 0;
    }
    return positives == 0 || positives == scores.length
        ? Optional.empty()
        : Optional.of(RocCurve.of(scores, positive));
  }
}
