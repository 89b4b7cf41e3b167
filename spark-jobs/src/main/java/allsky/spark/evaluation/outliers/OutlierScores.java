package allsky.spark.evaluation.outliers;

import allsky.calibration.LastLayer;
import allsky.calibration.TrainingDistance;
import allsky.network.model.TrainedModel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The scores that are compared, each larger for a source that is more unusual. */
final class OutlierScores {

  /** Of deep nearest neighbours; Sun et al. 2022 take about 1 % of the embeddings. */
  private static final int NEIGHBOURS = 20;

  private final LastLayer lastLayer;
  private final Optional<TrainingDistance> distance;
  private final List<float[]> learned;

  /**
   * @param learned embeddings of training cutouts; empty for none
   */
  OutlierScores(TrainedModel model, List<float[]> learned) {
    this.lastLayer = LastLayer.of(model);
    this.distance = TrainingDistance.ofModel(model);
    this.learned = learned.stream().map(OutlierScores::normalised).toList();
  }

  /**
   * The scores of a source by name.
   *
   * @param trainingDistance as {@code classify-allsky} gives it; NaN if the model has none
   */
  Map<String, Double> of(float[] embedding, double confidence, double trainingDistance) {
    Map<String, Double> scores = new LinkedHashMap<>();
    if (!Double.isNaN(trainingDistance)) {
      scores.put("training_distance", trainingDistance);
    }
    scores.put("confidence", -confidence);
    scores.put("energy", energy(lastLayer.logits(embedding)));
    distance.ifPresent(d -> scores.put("mahalanobis", (double) d.distances(embedding)[0]));
    if (learned.size() >= NEIGHBOURS) {
      scores.put("nearest_embeddings", toNeighbour(normalised(embedding)));
    }
    return scores;
  }

  /** Minus the logarithm of the sum of the exponentials (Liu et al. 2020, NeurIPS 33, eq. 4). */
  private static double energy(double[] logits) {
    double largest = IntStream.range(0, logits.length).mapToDouble(i -> logits[i]).max().orElse(0);
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp(logit - largest);
    }
    return -(largest + Math.log(sum));
  }

  /** The distance to the k-th nearest embedding, all of length 1 (Sun et al. 2022, ICML). */
  private double toNeighbour(float[] embedding) {
    double[] squares = learned.stream().mapToDouble(other -> square(embedding, other)).toArray();
    Arrays.sort(squares);
    return Math.sqrt(squares[NEIGHBOURS - 1]);
  }

  private static double square(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = a[i] - b[i];
      sum += difference * difference;
    }
    return sum;
  }

  private static float[] normalised(float[] embedding) {
    double square = 0;
    for (float value : embedding) {
      square += value * value;
    }
    float length = (float) Math.max(Math.sqrt(square), 1e-12);
    float[] unit = embedding.clone();
    for (int i = 0; i < unit.length; i++) {
      unit[i] /= length;
    }
    return unit;
  }
}
