package allsky.metrics;

/**
 * How well probabilities agree with the shares of right answers.
 *
 * @param equalWidth reliability curve in bins of equal width
 * @param equalCount reliability curve in bins with equal numbers of sources
 * @param scores Brier score and log loss
 */
public record CalibrationQuality(
    ReliabilityCurve equalWidth, ReliabilityCurve equalCount, ProperScores scores) {

  /** Number of bins, as in Guo et al. 2017. */
  public static final int BINS = 15;

  /** Measures predictions. */
  public static CalibrationQuality of(LabelledPredictions predictions) {
    return new CalibrationQuality(
        ReliabilityCurve.ofEqualWidth(predictions, BINS),
        ReliabilityCurve.ofEqualCount(predictions, BINS),
        ProperScores.of(predictions));
  }
}
