package allsky.metrics;

/**
 * How far probabilities are from shares of right answers.
 *
 * @param equalWidth confidences in bins of equal width
 * @param equalCount confidences in bins of equally many sources
 * @param scores Brier score and log loss
 */
public record CalibrationQuality(
    ReliabilityCurve equalWidth, ReliabilityCurve equalCount, ProperScores scores) {

  /** The bins of Guo et al. 2017. */
  public static final int BINS = 15;

  /** Measures predictions. */
  public static CalibrationQuality of(LabelledPredictions predictions) {
    return new CalibrationQuality(
        ReliabilityCurve.ofEqualWidth(predictions, BINS),
        ReliabilityCurve.ofEqualCount(predictions, BINS),
        ProperScores.of(predictions));
  }
}
