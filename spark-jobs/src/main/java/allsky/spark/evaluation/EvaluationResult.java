package allsky.spark.evaluation;

import allsky.metrics.BinnedScores;
import allsky.metrics.Evaluation;
import allsky.metrics.SkyEvaluation;
import allsky.spark.evaluation.head.HeadComparison;
import allsky.spark.evaluation.review.Review;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The result of an evaluation.
 *
 * @param setup the model and the cutouts
 * @param evaluation the metrics
 * @param leftOut number of cutouts of the split that were not evaluated, by reason
 * @param classSets how often the class sets have the true class; empty if the model has no limits
 * @param sky the measures for the class frequencies of the sky by W1; empty without W1
 * @param byMagnitude by column: the metrics in bins of a magnitude
 * @param bySignalToNoise by column: the metrics in bins of a signal-to-noise ratio
 * @param head the comparison with another head; empty for the softmax head only
 * @param review the misclassified and the low-confidence cutouts; empty if they were not reviewed
 */
public record EvaluationResult(
    EvaluationSetup setup,
    Evaluation evaluation,
    SortedMap<String, Long> leftOut,
    Optional<ClassSetCoverage> classSets,
    Optional<SkyEvaluation> sky,
    Map<String, BinnedScores> byMagnitude,
    Map<String, BinnedScores> bySignalToNoise,
    Optional<HeadComparison> head,
    Optional<Review> review) {

  /**
   * The edges of the bins of a signal-to-noise ratio. AllWISE's profile fits count 2 as a
   * detection.
   */
  private static final double[] SIGNAL_TO_NOISE = {
    Double.NEGATIVE_INFINITY, 2, 3, 5, 7, 10, 15, 20, 30, 50, 100, Double.POSITIVE_INFINITY
  };

  /**
   * Evaluates a sample.
   *
   * @param chosen the cutouts of the sample
   * @param classSets see {@link #classSets}
   * @param magnitudes names of columns in the sample
   * @param signalsToNoise names of columns in the sample
   * @param magnitudeStep width of a magnitude bin
   */
  public static EvaluationResult of(
      EvaluationSetup setup,
      EvaluatedCutouts chosen,
      EvaluatedSample sample,
      Optional<ClassSetCoverage> classSets,
      List<String> magnitudes,
      List<String> signalsToNoise,
      double magnitudeStep) {
    SortedMap<String, Long> leftOut = new TreeMap<>(chosen.withoutLabel());
    leftOut.putAll(sample.withoutClass());
    Map<String, BinnedScores> byMagnitude = new LinkedHashMap<>();
    for (String column : magnitudes) {
      double[] values = sample.measured().get(column);
      byMagnitude.put(column, binned(sample, values, BinnedScores.edges(values, magnitudeStep)));
    }
    Map<String, BinnedScores> bySignalToNoise = new LinkedHashMap<>();
    for (String column : signalsToNoise) {
      bySignalToNoise.put(column, binned(sample, sample.measured().get(column), SIGNAL_TO_NOISE));
    }
    Evaluation evaluation =
        Evaluation.of(sample.uncalibrated(), sample.predictions(), setup.shift());
    return new EvaluationResult(
        setup,
        evaluation,
        leftOut,
        classSets,
        SkyEvaluationFiles.of(setup, sample),
        byMagnitude,
        bySignalToNoise,
        Optional.empty(),
        Optional.empty());
  }

  /** The same result with a comparison of heads and a review. */
  EvaluationResult with(Optional<HeadComparison> compared, Review found) {
    return new EvaluationResult(
        setup,
        evaluation,
        leftOut,
        classSets,
        sky,
        byMagnitude,
        bySignalToNoise,
        compared,
        Optional.of(found));
  }

  private static BinnedScores binned(EvaluatedSample sample, double[] values, double[] edges) {
    return BinnedScores.of(sample.predictions(), values, edges);
  }

  /** Such as "263 cutouts of SIMULATED Atlas images, split test". */
  String caption() {
    return String.format(
        Locale.ROOT,
        "%,d cutouts of %s, split %s",
        evaluation.confusion().total(),
        setup.images(),
        setup.split());
  }
}
