package allsky.metrics;

import allsky.metrics.interval.Estimate;
import allsky.metrics.prior.PriorShift;
import allsky.survey.SourceClass;
import java.util.List;
import java.util.Optional;

/**
 * All that predictions of one test set say of a network: in the test set's own mix of classes, in
 * another mix with the probabilities that hold there, and how well the probabilities are
 * calibrated.
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
   * @param predictions those after it, of the same sources
   * @param shift from the training's mix of classes to the other one
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

  /** The measures of one class in the test set's own mix. */
  public ClassScores scores(SourceClass sourceClass) {
    return ClassScores.of(confusion.metrics(sourceClass));
  }

  /** Share of right answers in the test set's own mix. */
  public Estimate accuracy() {
    return Estimate.of(confusion.accuracy());
  }

  /** The curve of a class against the rest; empty where all sources are of it, or none. */
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

  /** The measures in the other mix of classes. */
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
