package allsky.metrics;

import allsky.metrics.interval.Proportion;
import allsky.survey.SourceClass;
import java.util.List;

/** A confusion matrix: the number of sources for each true and predicted class. */
public final class ConfusionMatrix {

  private final List<SourceClass> classes;
  private final long[][] counts;

  private ConfusionMatrix(List<SourceClass> classes, long[][] counts) {
    this.classes = List.copyOf(classes);
    this.counts = counts;
  }

  /**
   * A matrix of given counts.
   *
   * @param counts a row for each true class with a column for each predicted class
   */
  public static ConfusionMatrix of(List<SourceClass> classes, long[][] counts) {
    long[][] copy = new long[classes.size()][];
    for (int row = 0; row < copy.length; row++) {
      copy[row] = counts[row].clone();
      if (copy[row].length != classes.size() || counts.length != classes.size()) {
        throw new IllegalArgumentException(
            "Invalid counts (%1$d rows of %1$d numbers)".formatted(classes.size()));
      }
    }
    return new ConfusionMatrix(classes, copy);
  }

  /** Counts pairs of a true and a predicted class, each an index in {@code classes}. */
  public static ConfusionMatrix of(List<SourceClass> classes, int[] truth, int[] predicted) {
    if (truth.length != predicted.length) {
      throw new IllegalArgumentException(
          "Invalid predictions (one for each of %d sources): %d"
              .formatted(truth.length, predicted.length));
    }
    long[][] counts = new long[classes.size()][classes.size()];
    for (int i = 0; i < truth.length; i++) {
      counts[truth[i]][predicted[i]]++;
    }
    return new ConfusionMatrix(classes, counts);
  }

  public List<SourceClass> classes() {
    return classes;
  }

  /** Number of sources with this true and this predicted class. */
  public long count(SourceClass truth, SourceClass predicted) {
    return counts[classes.indexOf(truth)][classes.indexOf(predicted)];
  }

  /** Number of sources with this true class. */
  public long total(SourceClass truth) {
    return trueTotal(classes.indexOf(truth));
  }

  /** Number of all sources. */
  public long total() {
    long total = 0;
    for (int i = 0; i < counts.length; i++) {
      total += trueTotal(i);
    }
    return total;
  }

  /** Share of sources whose predicted class is the true class. */
  public Proportion accuracy() {
    long right = 0;
    for (int i = 0; i < counts.length; i++) {
      right += counts[i][i];
    }
    return new Proportion(right, total());
  }

  /** The measures of one class against the rest. */
  public ClassMetrics metrics(SourceClass sourceClass) {
    int index = classes.indexOf(sourceClass);
    long truePositives = counts[index][index];
    long falseNegatives = trueTotal(index) - truePositives;
    long falsePositives = predictedTotal(index) - truePositives;
    long trueNegatives = total() - truePositives - falseNegatives - falsePositives;
    return new ClassMetrics(truePositives, falsePositives, falseNegatives, trueNegatives);
  }

  private long trueTotal(int index) {
    long sum = 0;
    for (long count : counts[index]) {
      sum += count;
    }
    return sum;
  }

  private long predictedTotal(int index) {
    long sum = 0;
    for (long[] row : counts) {
      sum += row[index];
    }
    return sum;
  }
}
