package allsky.spark.classify;

import allsky.calibration.OutlierRule;
import allsky.calibration.Prediction;
import allsky.calibration.SourceClassification;
import allsky.calibration.TrainingDistance;
import allsky.inference.Classifier;
import allsky.inference.NetworkOutput;
import allsky.metrics.prior.PriorShift;
import allsky.network.model.TrainedModel;
import allsky.survey.SourceClass;
import java.io.Serializable;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Turns the network's output into the classification of each source. It is sent to each executor
 * once.
 */
public final class Postprocessor implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final float[] NO_EMBEDDING = {};

  private final List<SourceClass> classes;
  private final double temperature;

  /** Null if the model has no training distances. */
  private final TrainingDistance distance;

  private final OutlierRule outliers;

  /** Null for the class priors of the training set. */
  private final PriorShift shift;

  private final boolean embeddings;

  private Postprocessor(
      List<SourceClass> classes,
      double temperature,
      TrainingDistance distance,
      OutlierRule outliers,
      PriorShift shift,
      boolean embeddings) {
    this.classes = classes;
    this.temperature = temperature;
    this.distance = distance;
    this.outliers = outliers;
    this.shift = shift;
    this.embeddings = embeddings;
  }

  /** A postprocessor for the class priors of the training set, without embeddings. */
  public static Postprocessor of(TrainedModel model, OutlierRule outliers) {
    return new Postprocessor(
        model.description().shape().classes(),
        model.description().temperature(),
        TrainingDistance.ofModel(model).orElse(null),
        outliers,
        null,
        false);
  }

  /** The same with probabilities for other class priors. */
  public Postprocessor withPriors(PriorShift newShift) {
    return new Postprocessor(classes, temperature, distance, outliers, newShift, embeddings);
  }

  /** The same with embeddings. */
  public Postprocessor withEmbeddings() {
    return new Postprocessor(classes, temperature, distance, outliers, shift, true);
  }

  /** The rule by which a source is an outlier. */
  OutlierRule outliers() {
    return outliers;
  }

  /** True if classifications have embeddings. */
  boolean givesEmbeddings() {
    return embeddings;
  }

  /** The network's output for cutouts, with embeddings only if they are needed. */
  NetworkOutput output(Classifier classifier, FloatBuffer cutouts, int count) {
    return distance == null && !embeddings
        ? new NetworkOutput(classifier.logits(cutouts, count), NO_EMBEDDING)
        : classifier.output(cutouts, count);
  }

  /** The classifications, in the order of the cutouts. */
  List<SourceClassification> classifications(NetworkOutput output) {
    List<Prediction> predictions = Prediction.allOf(classes, output.logits(), temperature);
    float[] distances = distance == null ? null : distance.distances(output.embeddings());
    List<SourceClassification> classifications = new ArrayList<>(predictions.size());
    for (int i = 0; i < predictions.size(); i++) {
      Prediction prediction = shifted(predictions.get(i));
      float far = distances == null ? Float.NaN : distances[i];
      Optional<OutlierRule.Reason> outlier = outliers.reason(prediction, far);
      classifications.add(new SourceClassification(prediction, far, outlier, embedding(output, i)));
    }
    return classifications;
  }

  /** False if the output overflowed, so that it gives no class. */
  boolean isUsable(SourceClassification classification) {
    return classification.isFinite(distance != null);
  }

  private Prediction shifted(Prediction prediction) {
    if (shift == null) {
      return prediction;
    }
    double[] trained =
        prediction.probabilities().stream().mapToDouble(Double::doubleValue).toArray();
    double[] wanted = shift.of(classes, trained);
    return new Prediction(classes, Arrays.stream(wanted).boxed().toList());
  }

  private float[] embedding(NetworkOutput output, int row) {
    int size = output.embeddingSize(classes.size());
    return embeddings
        ? Arrays.copyOfRange(output.embeddings(), row * size, (row + 1) * size)
        : NO_EMBEDDING;
  }
}
