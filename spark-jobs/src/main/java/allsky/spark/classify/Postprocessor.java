package allsky.spark.classify;

import allsky.calibration.ClassSets;
import allsky.calibration.InputDistance;
import allsky.calibration.OutlierRule;
import allsky.calibration.Prediction;
import allsky.calibration.SourceClassification;
import allsky.calibration.TrainingDistance;
import allsky.inference.Classifier;
import allsky.inference.NetworkOutput;
import allsky.metrics.prior.PriorShift;
import allsky.metrics.prior.SourcePriors;
import allsky.metrics.prior.TrainedPriors;
import allsky.network.model.ClassSetLimits;
import allsky.network.model.ModelDescription;
import allsky.network.model.TrainedModel;
import allsky.sky.GalacticPosition;
import allsky.sky.SkyPosition;
import allsky.spark.table.prediction.ClassifiedSource;
import allsky.survey.Band;
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
  private final List<Band> bands;

  /** For sources with all that the network gets. */
  private final Calibrated usual;

  /** For sources without photometry. */
  private final Calibrated imageOnly;

  /** Null if the model has no training distances. */
  private final TrainingDistance distance;

  private final OutlierRule outliers;

  private final SourcePriors priors;

  private final boolean embeddings;

  private Postprocessor(
      List<SourceClass> classes,
      List<Band> bands,
      Calibrated usual,
      Calibrated imageOnly,
      TrainingDistance distance,
      OutlierRule outliers,
      SourcePriors priors,
      boolean embeddings) {
    this.classes = classes;
    this.bands = bands;
    this.usual = usual;
    this.imageOnly = imageOnly;
    this.distance = distance;
    this.outliers = outliers;
    this.priors = priors;
    this.embeddings = embeddings;
  }

  /** A postprocessor for the class priors of the training set, without embeddings. */
  public static Postprocessor of(TrainedModel model, OutlierRule outliers) {
    ModelDescription description = model.description();
    return new Postprocessor(
        description.shape().classes(),
        description.shape().bands(),
        calibrated(description, false),
        calibrated(description, true),
        TrainingDistance.ofModel(model).orElse(null),
        outliers,
        SourcePriors.ofTraining(TrainedPriors.stated(description)),
        false);
  }

  /**
   * The calibration of a source.
   *
   * @param temperature divisor of the logits
   * @param sets null if the model has no limits of class sets
   */
  private record Calibrated(double temperature, ClassSets sets) implements Serializable {

    Prediction of(List<SourceClass> classes, float[] logits, int row) {
      int width = classes.size();
      float[] own = Arrays.copyOfRange(logits, row * width, (row + 1) * width);
      return Prediction.of(classes, own, temperature);
    }

    String set(Prediction prediction, double w1) {
      return sets == null ? null : sets.of(prediction, w1);
    }
  }

  private static Calibrated calibrated(ModelDescription description, boolean fromImage) {
    ClassSetLimits limits = description.classSets(fromImage);
    return new Calibrated(
        description.temperature(fromImage), limits == null ? null : new ClassSets(limits));
  }

  /** The same with probabilities for other class priors. The class sets stay the same. */
  public Postprocessor withPriors(SourcePriors newPriors) {
    return new Postprocessor(
        classes, bands, usual, imageOnly, distance, outliers, newPriors, embeddings);
  }

  /** The same with embeddings. */
  public Postprocessor withEmbeddings() {
    return new Postprocessor(classes, bands, usual, imageOnly, distance, outliers, priors, true);
  }

  /** The rule by which a source is an outlier. */
  OutlierRule outliers() {
    return outliers;
  }

  /** The class priors of each source. */
  SourcePriors priors() {
    return priors;
  }

  /** True if the pixels of the cutouts are to be measured. */
  boolean measuresPixels() {
    return distance != null && distance.inputs().isPresent();
  }

  /** True if classifications have embeddings. */
  boolean givesEmbeddings() {
    return embeddings;
  }

  /** The network's output for cutouts, with embeddings only if they are needed. */
  NetworkOutput output(Classifier classifier, FloatBuffer cutouts, int count) {
    return (distance == null || measuresPixels()) && !embeddings
        ? new NetworkOutput(classifier.logits(cutouts, count), NO_EMBEDDING)
        : classifier.output(cutouts, count);
  }

  /**
   * What is known of a source besides the output of the network.
   *
   * @param w1 Vega mag, NaN if the source has none
   * @param raDeg right ascension, ICRS
   * @param decDeg declination, ICRS
   * @param measures of the pixels of its cutout; empty if they are not needed
   * @param photometry that the network gets; of length 0 if the table lacks the columns of a band
   * @param imageOnly true if the network gets photometry, but this source has none
   */
  record Place(
      double w1,
      double raDeg,
      double decDeg,
      double[] measures,
      float[] photometry,
      boolean imageOnly) {

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
    float[] distances = distances(output, places);
    List<ClassifiedSource> classifications = new ArrayList<>(places.size());
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      Calibrated calibrated = place.imageOnly() ? imageOnly : usual;
      Prediction trained = calibrated.of(classes, output.logits(), i);
      Optional<PriorShift> shift = shift(place);
      Prediction prediction = shift.map(each -> shifted(trained, each)).orElse(trained);
      float far = distances[i];
      Optional<OutlierRule.Reason> outlier =
          outliers.reason(prediction, far).map(reason -> named(reason, place));
      classifications.add(
          new ClassifiedSource(
              new SourceClassification(prediction, far, outlier, embedding(output, i)),
              priors.before(shift),
              priors.after(shift),
              priors.isOutside(shift),
              calibrated.set(trained, place.w1())));
    }
    return classifications;
  }

  /** The case of a source that is far from training, if its pixels or its magnitudes show one. */
  private OutlierRule.Reason named(OutlierRule.Reason reason, Place place) {
    if (reason != OutlierRule.Reason.FAR_FROM_TRAINING || !measuresPixels()) {
      return reason;
    }
    float pixels = distance.inputs().orElseThrow().ofPixels(place.measures(), place.w1());
    return OutlierName.of(pixels > outliers.maximumDistance(), place.measures(), bands);
  }

  /** The distances of all cutouts, NaN if the model has none. */
  private float[] distances(NetworkOutput output, List<Place> places) {
    float[] distances = new float[places.size()];
    Arrays.fill(distances, Float.NaN);
    if (distance == null) {
      return distances;
    }
    if (!measuresPixels()) {
      return distance.distances(output.embeddings());
    }
    InputDistance inputs = distance.inputs().orElseThrow();
    for (int i = 0; i < distances.length; i++) {
      Place place = places.get(i);
      distances[i] = inputs.of(place.measures(), place.photometry(), place.w1());
    }
    return distances;
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
