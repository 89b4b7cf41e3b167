package allsky.metrics;

/**
 * Proper scores: they are best if the probabilities are the true ones (Gneiting and Raftery 2007).
 * Lower is better.
 *
 * @param brier mean over the sources of the sum over the classes of (p - y)^2, where y is 1 for the
 *     true class and 0 otherwise (Brier 1950); 0 to 2
 * @param logLoss mean of -ln p of the true class, in nats; a p below 2.2e-16 counts as 2.2e-16, as
 *     in scikit-learn
 */
public record ProperScores(double brier, double logLoss) {

  private static final double MIN_PROBABILITY = Math.ulp(1.0);

  /** The scores of predictions; NaN if there are none. */
  public static ProperScores of(LabelledPredictions predictions) {
    double squares = 0;
    double logs = 0;
    for (int source = 0; source < predictions.size(); source++) {
      int truth = predictions.truth(source);
      for (int index = 0; index < predictions.classes().size(); index++) {
        double off = predictions.probability(source, index) - (index == truth ? 1 : 0);
        squares += off * off;
      }
      logs -= Math.log(Math.max(MIN_PROBABILITY, predictions.probability(source, truth)));
    }
    return new ProperScores(squares / predictions.size(), logs / predictions.size());
  }
}
