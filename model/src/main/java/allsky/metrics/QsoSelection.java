package allsky.metrics;

import allsky.metrics.interval.Estimate;
import allsky.metrics.prior.ClassPriors;
import allsky.survey.SourceClass;
import java.util.Arrays;
import java.util.List;

/**
 * The quasars among the sources whose probability of QSO reaches a threshold.
 *
 * @param threshold the minimum probability of a selected source
 * @param quasars number of QSO among the sources
 * @param selected number of selected sources of any class
 * @param completeness the share of the QSO that is selected
 * @param purity the share of the selected sources that are QSO, for some class priors
 */
public record QsoSelection(
    double threshold, long quasars, long selected, Estimate completeness, Estimate purity) {

  /** The thresholds of a table. */
  public static final List<Double> THRESHOLDS =
      List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99);

  /**
   * Measures the selections with all thresholds; the intervals are those of {@link
   * ReweightedScores}.
   *
   * @param predictions with a class QSO, and probabilities for {@code priors}
   */
  public static List<QsoSelection> of(LabelledPredictions predictions, ClassPriors priors) {
    return THRESHOLDS.stream().map(threshold -> of(predictions, priors, threshold)).toList();
  }

  private static QsoSelection of(
      LabelledPredictions predictions, ClassPriors priors, double threshold) {
    int qso = predictions.classes().indexOf(SourceClass.QSO);
    int other = qso == 0 ? 1 : 0;
    int[] truth = new int[predictions.size()];
    int[] called = new int[predictions.size()];
    for (int i = 0; i < truth.length; i++) {
      truth[i] = predictions.truth(i);
      called[i] = predictions.probability(i, qso) >= threshold ? qso : other;
    }
    ConfusionMatrix counts = ConfusionMatrix.of(predictions.classes(), truth, called);
    ClassScores scores = ReweightedScores.of(counts, priors).scores(SourceClass.QSO);
    return new QsoSelection(
        threshold,
        counts.total(SourceClass.QSO),
        Arrays.stream(called).filter(each -> each == qso).count(),
        scores.recall(),
        scores.precision());
  }
}
