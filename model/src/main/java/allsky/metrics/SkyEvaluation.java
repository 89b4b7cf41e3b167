package allsky.metrics;

import allsky.metrics.prior.ClassPriors;
import allsky.metrics.prior.PriorShift;
import allsky.metrics.prior.PriorTable;
import allsky.metrics.prior.TrainedPriors;
import allsky.survey.SourceClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The calibration of probabilities and the selection of quasars for the class frequencies of the
 * sky, by W1.
 *
 * <p>The sky's frequencies in a range of W1 are the mean of the table's over the evaluated sources,
 * at their latitudes. Probabilities are converted to these frequencies ({@link PriorShift}), from
 * those of the training at the W1 of the source. A source has the weight of its class on the sky
 * over its class in the test set, both in the range.
 *
 * @param bins the ranges of W1 that have sources, bright ones first
 * @param all all of these sources, each with the probabilities and the weight of its range; the
 *     distribution of W1 is that of the test set
 */
public record SkyEvaluation(List<Bin> bins, WeightedReliability all) {

  /**
   * The sources in a range of W1.
   *
   * @param low bright edge, inclusive, Vega mag; may be minus infinity
   * @param high faint edge, exclusive, Vega mag; may be infinity
   * @param sources number of sources
   * @param priors the sky's class frequencies
   * @param missing the classes of the sky that no source has; their share of the sky is not
   *     measured
   * @param quasars one for each threshold; empty without a class QSO
   */
  public record Bin(
      double low,
      double high,
      int sources,
      ClassPriors priors,
      Set<SourceClass> missing,
      WeightedReliability reliability,
      List<QsoSelection> quasars) {}

  /** Those of the table of the sky: class frequencies change with W1 within a magnitude. */
  private static final double[] EDGES = {
    Double.NEGATIVE_INFINITY,
    12,
    12.5,
    13,
    13.5,
    14,
    14.5,
    15,
    15.5,
    16,
    16.5,
    17,
    17.5,
    Double.POSITIVE_INFINITY
  };

  /**
   * Evaluates predictions.
   *
   * @param predictions for the class priors of the training
   * @param w1 of each source, Vega mag; a source with NaN is left out
   * @param absLatDeg |b| of each source, 0 to 90 degrees
   * @param trained the class priors of the training, by W1 if the model states them
   * @param table the class priors of the sky; a source without a cell is left out
   */
  public static SkyEvaluation of(
      LabelledPredictions predictions,
      double[] w1,
      double[] absLatDeg,
      TrainedPriors trained,
      PriorTable table) {
    PriorTable known = table.among(trained.all().known());
    List<Bin> bins = new ArrayList<>();
    List<LabelledPredictions> shifted = new ArrayList<>();
    List<double[]> weights = new ArrayList<>();
    for (int i = 1; i < EDGES.length; i++) {
      double low = EDGES[i - 1];
      double high = EDGES[i];
      int[] sources =
          IntStream.range(0, w1.length)
              .filter(s -> w1[s] >= low && w1[s] < high)
              .filter(s -> known.cell(w1[s], absLatDeg[s]).isPresent())
              .toArray();
      if (sources.length == 0) {
        continue;
      }
      ClassPriors priors = mean(known, w1, absLatDeg, sources);
      LabelledPredictions own =
          predictions
              .only(sources)
              .shifted(source -> new PriorShift(trained.at(w1[sources[source]]), priors));
      double[] weight = weights(own, priors);
      shifted.add(own);
      weights.add(weight);
      bins.add(
          new Bin(
              low,
              high,
              sources.length,
              priors,
              missing(own, priors),
              WeightedReliability.of(own, weight, CalibrationQuality.BINS),
              own.classes().contains(SourceClass.QSO) ? QsoSelection.of(own, priors) : List.of()));
    }
    double[] all = weights.stream().flatMapToDouble(Arrays::stream).toArray();
    return new SkyEvaluation(
        List.copyOf(bins),
        WeightedReliability.of(
            LabelledPredictions.together(predictions.classes(), shifted),
            all,
            CalibrationQuality.BINS));
  }

  private static ClassPriors mean(
      PriorTable table, double[] w1, double[] absLatDeg, int[] sources) {
    Map<SourceClass, Double> sums = new EnumMap<>(SourceClass.class);
    for (int source : sources) {
      int cell = table.cell(w1[source], absLatDeg[source]).orElseThrow();
      table
          .cells()
          .get(cell)
          .priors()
          .shares()
          .forEach((each, share) -> sums.merge(each, share, Double::sum));
    }
    return ClassPriors.of(sums);
  }

  private static double[] weights(LabelledPredictions predictions, ClassPriors priors) {
    ConfusionMatrix counts = predictions.confusion();
    double[] weights = new double[predictions.size()];
    for (int i = 0; i < weights.length; i++) {
      SourceClass truth = predictions.classes().get(predictions.truth(i));
      weights[i] = priors.share(truth) * weights.length / counts.total(truth);
    }
    return weights;
  }

  private static Set<SourceClass> missing(LabelledPredictions predictions, ClassPriors priors) {
    ConfusionMatrix counts = predictions.confusion();
    Set<SourceClass> missing = EnumSet.noneOf(SourceClass.class);
    for (SourceClass each : priors.known()) {
      if (counts.total(each) == 0) {
        missing.add(each);
      }
    }
    return missing;
  }
}
