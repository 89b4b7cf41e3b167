package allsky.spark.classify;

import allsky.calibration.ClassSets;
import allsky.calibration.OutlierRule;
import allsky.calibration.Prediction;
import allsky.calibration.SourceClassification;
import allsky.calibration.TrainingDistance;
import allsky.inference.Classifier;
import allsky.inference.NetworkOutput;
import allsky.metrics.prior.PriorShift;
import allsky.metrics.prior.SourcePriors;
import allsky.metrics.prior.TrainedPriors;
import allsky.network.model.ModelDescription;
import allsky.network.model.TrainedModel;
import allsky.sky.GalacticPosition;
import allsky.sky.SkyPosition;
import allsky.spark.table.prediction.ClassifiedSource;
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

  private final SourcePriors priors;

  /** Null if the model has no limits of class sets. */
  private final ClassSets sets;

  private final boolean embeddings;

  private Postprocessor(
      List<SourceClass> classes,
      double temperature,
      TrainingDistance distance,
      OutlierRule outliers,
      SourcePriors priors,
      ClassSets sets,
      boolean embeddings) {
    this.classes = classes;
    this.temperature = temperature;
    this.distance = distance;
    this.outliers = outliers;
    this.priors = priors;
    this.sets = sets;
    this.embeddings = embeddings;
  }

  /** A postprocessor for the class priors of the training set, without embeddings. */
  public static Postprocessor of(TrainedModel model, OutlierRule outliers) {
    ModelDescription description = model.description();
    return new Postprocessor(
        description.shape().classes(),
        description.temperature(),
        TrainingDistance.ofModel(model).orElse(null),
        outliers,
        SourcePriors.ofTraining(TrainedPriors.stated(description)),
        description.classSets() == null ? null : new ClassSets(description.classSets()),
        false);
  }

  /** The same with probabilities for other class priors. The class sets stay the same. */
  public Postprocessor withPriors(SourcePriors newPriors) {
    return new Postprocessor(classes, temperature, distance, outliers, newPriors, sets, embeddings);
  }

  /** The same with embeddings. */
  public Postprocessor withEmbeddings() {
    return new Postprocessor(classes, temperature, distance, outliers, priors, sets, true);
  }

  /** The rule by which a source is an outlier. */
  OutlierRule outliers() {
    return outliers;
  }

  /** The class priors of each source. */
  SourcePriors priors() {
    return priors;
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

  /**
   * What the class priors of a source may depend on.
   *
   * @param w1 Vega mag, NaN if the source has none
   * @param raDeg right ascension, ICRS
   * @param decDeg declination, ICRS
   */
  record Place(double w1, double raDeg, double decDeg) {

    double absLatDeg() {
      return Math.abs(GalacticPosition.of(SkyPosition.ofDegrees(raDeg, decDeg)).latDeg());
    }
  }

  /**
   * The classifications, in the order of the cutouts.
   *
   * @param places one for each cutout
   */
  List<ClassifiedSource> classifications(NetworkOutput output, List<Place> places) {
    List<Prediction> predictions = Prediction.allOf(classes, output.logits(), temperature);
    float[] distances = distance == null ? null : distance.distances(output.embeddings());
    List<ClassifiedSource> classifications = new ArrayList<>(predictions.size());
    for (int i = 0; i < predictions.size(); i++) {
      Prediction trained = predictions.get(i);
      Optional<PriorShift> shift = shift(places.get(i));
      Prediction prediction = shift.map(each -> shifted(trained, each)).orElse(trained);
      float far = distances == null ? Float.NaN : distances[i];
      Optional<OutlierRule.Reason> outlier = outliers.reason(prediction, far);
      classifications.add(
          new ClassifiedSource(
              new SourceClassification(prediction, far, outlier, embedding(output, i)),
              priors.before(shift),
              priors.after(shift),
              priors.isOutside(shift),
              sets == null ? null : sets.of(trained, places.get(i).w1())));
    }
    return classifications;
  }

  private Optional<PriorShift> shift(Place place) {
    return priors.isTable()
        ? priors.shift(place.w1(), place.absLatDeg())
        : priors.shift(Double.NaN, Double.NaN);
  }

  /** False if the output overflowed, so that it gives no class. */
  boolean isUsable(ClassifiedSource source) {
    return source.classification().isFinite(distance != null);
  }

  private Prediction shifted(Prediction prediction, PriorShift shift) {
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
