package allsky.spark.training;

import allsky.calibration.Calibration;
import allsky.calibration.ClassSets;
import allsky.calibration.EmbeddingCovariance;
import allsky.calibration.Prediction;
import allsky.calibration.TrainingDistance;
import allsky.inference.Classifier;
import allsky.inference.NetworkOutput;
import allsky.inference.OnnxClassifier;
import allsky.network.model.ClassSetLimits;
import allsky.network.model.ImageOnlyCalibration;
import allsky.network.model.ModelDescription;
import allsky.network.model.TrainedModel;
import allsky.survey.NetworkInputs;
import allsky.survey.SourceClass;
import allsky.training.data.LabelledCutouts;
import allsky.training.history.TrainingOutcome;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes a model from the outcome of a training: fits the training distances on the training
 * cutouts, then the temperature, the limits of the class sets and the distance quantiles on the
 * validation cutouts.
 */
public final class ModelFitting {

  private final Classifier classifier;
  private final int classes;

  private ModelFitting(Classifier classifier) {
    this.classifier = classifier;
    this.classes = classifier.shape().classes().size();
  }

  /**
   * The calibrated model with its training distances.
   *
   * @param description of the network before calibration
   */
  public static TrainedModel model(
      TrainingOutcome outcome,
      ModelDescription description,
      LabelledCutouts training,
      LabelledCutouts validation) {
    return model(outcome, description, training, validation, Optional.empty());
  }

  /**
   * As {@link #model(TrainingOutcome, ModelDescription, LabelledCutouts, LabelledCutouts)}, with
   * more cutouts for the distances, whose labels are not used.
   */
  public static TrainedModel model(
      TrainingOutcome outcome,
      ModelDescription description,
      LabelledCutouts training,
      LabelledCutouts validation,
      Optional<? extends LabelledCutouts> unlabelled) {
    TrainedModel trained = TrainedModel.of(description, outcome.parameters());
    TreeMap<String, Double> metrics = new TreeMap<>();
    metrics.put("validation accuracy", outcome.history().best().validationAccuracy());
    metrics.put("validation loss", outcome.history().best().validationLoss());
    int threads = Runtime.getRuntime().availableProcessors();
    try (OnnxClassifier classifier = new OnnxClassifier(trained, threads)) {
      ModelFitting fitting = new ModelFitting(classifier);
      TrainingDistance distance = fitting.distance(training);
      Validated validated = fitting.validated(validation, distance, Optional.empty());
      Optional<InputDistances> inputs =
          description.input() == null || description.input().pixels() == 0
              ? Optional.empty()
              : Optional.of(
                  InputDistances.of(description.input(), training, validation, unlabelled));
      float[] held = inputs.map(InputDistances::held).orElse(validated.distances);
      TrainingDistance used =
          inputs.map(each -> distance.withInputs(each.distance())).orElse(distance);
      double temperature =
          Calibration.temperature(validated.logits, validated.labels, fitting.classes);
      TrainedModel calibrated =
          trained
              .withMetrics(metrics)
              .withTemperature(temperature)
              .withClassSets(fitting.classSets(validated, temperature))
              .withDistance(used.withValidation(held).toFile(), used.method(), held.length);
      return fitting
          .imageOnly(validation, distance)
          .map(calibrated::withImageOnly)
          .orElse(calibrated);
    }
  }

  private ClassSetLimits classSets(Validated validated, double temperature) {
    List<SourceClass> names = classifier.shape().classes();
    return ClassSets.limits(
        names,
        Prediction.allOf(names, validated.logits, temperature),
        validated.labels,
        validated.w1,
        ClassSets.COVERAGE);
  }

  /** The calibration without photometry, if the network has photometry and does not need it. */
  private Optional<ImageOnlyCalibration> imageOnly(
      LabelledCutouts validation, TrainingDistance distance) {
    NetworkInputs inputs = classifier.shape().inputs();
    if (!inputs.hasPhotometry() || inputs.withoutPhotometry().isEmpty()) {
      return Optional.empty();
    }
    Validated validated = validated(validation, distance, inputs.withoutPhotometry());
    double temperature = Calibration.temperature(validated.logits, validated.labels, classes);
    return Optional.of(new ImageOnlyCalibration(temperature, classSets(validated, temperature)));
  }

  /** Fits the training distances in one pass over the training cutouts, with constant memory. */
  private TrainingDistance distance(LabelledCutouts training) {
    int embeddingSize = classifier.shape().embeddingSize();
    EmbeddingCovariance scatter = new EmbeddingCovariance(classes, embeddingSize);
    SpilledBatches.forEach(
        training,
        classifier.shape().inputSize(),
        (first, inputs, count) -> {
          float[] embeddings = classifier.output(inputs, count).embeddings();
          for (int i = 0; i < count; i++) {
            scatter.add(training.label(first + i), embeddings, i * embeddingSize);
          }
        });
    return TrainingDistance.fitted(scatter);
  }

  /** The network's output for the validation cutouts, in their order. */
  private record Validated(float[] logits, int[] labels, double[] w1, float[] distances) {}

  /**
   * Runs the network on the validation cutouts.
   *
   * @param photometry the last floats of each input, instead of its own
   */
  private Validated validated(
      LabelledCutouts validation, TrainingDistance distance, Optional<float[]> photometry) {
    int length = classifier.shape().inputSize();
    int size = validation.size();
    Validated all =
        new Validated(new float[size * classes], new int[size], new double[size], new float[size]);
    SpilledBatches.forEach(
        validation,
        length,
        (first, inputs, count) -> {
          photometry.ifPresent(
              floats -> {
                for (int i = 1; i <= count; i++) {
                  inputs.put(i * length - floats.length, floats);
                }
              });
          NetworkOutput output = classifier.output(inputs, count);
          float[] distances = distance.distances(output.embeddings());
          System.arraycopy(output.logits(), 0, all.logits, first * classes, count * classes);
          System.arraycopy(distances, 0, all.distances, first, count);
          for (int i = 0; i < count; i++) {
            all.labels[first + i] = validation.label(first + i);
            all.w1[first + i] = validation.w1(first + i);
          }
        });
    return all;
  }
}
