package allsky.metrics;

import allsky.metrics.interval.Estimate;
import allsky.metrics.prior.PriorShift;
import allsky.survey.SourceClass;
import java.util.List;
import java.util.Optional;

/**
 * All measures of a network on one test set: with the class frequencies of the test set, with other
 * class priors and probabilities for these priors, and the calibration of the probabilities.
 */
public final class Evaluation {

  private final LabelledPredictions predictions;
  private final ConfusionMatrix confusion;
  private final ReweightedScores reweighted;
  private final CalibrationQuality before;
  private final CalibrationQuality after;

  private Evaluation(
      LabelledPredictions uncalibrated, LabelledPredictions predictions, PriorShift shift) {
    this.predictions = predictions;
    this.confusion = predictions.confusion();
    this.reweighted = ReweightedScores.of(predictions.shifted(shift).confusion(), shift.wanted());
    this.before = CalibrationQuality.of(uncalibrated);
    this.after = CalibrationQuality.of(predictions);
  }

  /**
   * Measures a network.
   *
   * @param uncalibrated the probabilities before temperature scaling
   * @param predictions the probabilities after temperature scaling, of the same sources
   * @param shift from the class priors of the training to the other class priors
   */
  public static Evaluation of(
      LabelledPredictions uncalibrated, LabelledPredictions predictions, PriorShift shift) {
    return new Evaluation(uncalibrated, predictions, shift);
  }

  public List<SourceClass> classes() {
    return predictions.classes();
  }

  /** The predictions after temperature scaling. */
  public LabelledPredictions predictions() {
    return predictions;
  }

  /** True and predicted classes of the test set. */
  public ConfusionMatrix confusion() {
    return confusion;
  }

  /** The measures of one class with the class frequencies of the test set. */
  public ClassScores scores(SourceClass sourceClass) {
    return ClassScores.of(confusion.metrics(sourceClass));
  }

  /** Share of right answers with the class frequencies of the test set. */
  public Estimate accuracy() {
    return Estimate.of(confusion.accuracy());
  }

  /** The ROC curve of a class against the rest; empty if all sources or none are of the class. */
  public Optional<RocCurve> roc(SourceClass sourceClass) {
    return predictions.roc(sourceClass);
  }

  /** The area under {@link #roc}, with its interval. */
  public Estimate areaUnderRoc(SourceClass sourceClass) {
    long positives = confusion.total(sourceClass);
    return roc(sourceClass)
        .map(curve -> AreaUnderCurve.of(curve.area(), positives, confusion.total() - positives))
        .orElse(Estimate.NONE);
  }

  /** The measures with the other class priors. */
  public ReweightedScores reweighted() {
    return reweighted;
  }

  /** The probabilities before temperature scaling. */
  public CalibrationQuality before() {
    return before;
  }

  /** The probabilities after temperature scaling. */
  public CalibrationQuality after() {
    return after;
  }
}
