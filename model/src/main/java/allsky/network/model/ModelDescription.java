package allsky.network.model;

import allsky.Causes;
import allsky.Json;
import allsky.UserError;
import allsky.cutout.input.InputRecipe;
import allsky.network.NetworkShape;
import allsky.spectrum.SpectrumRecipe;
import allsky.survey.SourceClass;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.Serializable;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The content of {@code model.json}: everything that a program needs to use a trained network.
 *
 * @param formatVersion {@value #FORMAT_VERSION} in this version of allsky; 1 in models from before
 *     {@link ModelFolder#DIGESTS} existed
 * @param network the network's name, {@link NetworkShape#title}
 * @param shape bands, classes and input side
 * @param input the recipe that turns cutouts into the network's input; null for spectra
 * @param training the data and the settings of the training
 * @param classPriors share of each class in the training set, above 0; empty if it is not known
 * @param temperature divisor of the logits before softmax, above 0; 1 if the model is not
 *     calibrated
 * @param metrics results by name, such as {@code validation accuracy}
 * @param parametersSha256 SHA-256 of the parameter file, in hexadecimal
 * @param onnxSha256 SHA-256 of the ONNX file, in hexadecimal
 * @param distance the distances from the training set; null in models of older versions
 * @param spectra the recipe that turns spectra into the network's input; null for cutouts
 * @param classSets the limits of the class sets; null in models of older versions
 * @param trainingW1 the magnitudes of the training sources; null in models of older versions, and
 *     if the training had no magnitudes
 * @param imageOnly the calibration for sources without photometry; null if the network has no
 *     photometry or needs it, and in models of older versions
 */
public record ModelDescription(
    int formatVersion,
    String network,
    NetworkShape shape,
    InputRecipe input,
    TrainingSummary training,
    SortedMap<SourceClass, Double> classPriors,
    double temperature,
    SortedMap<String, Double> metrics,
    String parametersSha256,
    String onnxSha256,
    DistanceSummary distance,
    SpectrumRecipe spectra,
    ClassSetLimits classSets,
    TrainingW1 trainingW1,
    ImageOnlyCalibration imageOnly)
    implements Serializable {

  public static final int FORMAT_VERSION = 2;

  /** The first format version with digests of all files. */
  static final int FORMAT_WITH_DIGESTS = 2;

  private static final int OLDEST_VERSION = 1;

  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  public ModelDescription {
    if (formatVersion < OLDEST_VERSION || formatVersion > FORMAT_VERSION) {
      throw new IllegalArgumentException(
          "Invalid format version (%d to %d): %d"
              .formatted(OLDEST_VERSION, FORMAT_VERSION, formatVersion));
    }
    if (network == null || shape == null || training == null) {
      throw new IllegalArgumentException(
          "Invalid description (network, shape, input, training): missing");
    }
    ModelUse.requireInputOf(shape, input, spectra);
    if (!network.equals(shape.title())) {
      throw new IllegalArgumentException(
          "Invalid network (%s): %s".formatted(shape.title(), network));
    }
    if (!(temperature > 0) || Double.isInfinite(temperature)) {
      throw new IllegalArgumentException("Invalid temperature (above 0): " + temperature);
    }
    classPriors =
        Collections.unmodifiableSortedMap(
            classPriors == null ? new TreeMap<>() : new TreeMap<>(classPriors));
    metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
  }

  /**
   * The description of a network before calibration. The digests are added when the files are
   * written.
   */
  public static ModelDescription of(
      NetworkShape shape, InputRecipe input, TrainingSummary training) {
    return of(shape, input, null, training);
  }

  /** The description of a network for spectra before calibration. */
  public static ModelDescription ofSpectra(NetworkShape shape, TrainingSummary training) {
    return of(shape, null, SpectrumRecipe.CURRENT, training);
  }

  private static ModelDescription of(
      NetworkShape shape, InputRecipe input, SpectrumRecipe spectra, TrainingSummary training) {
    return new ModelDescription(
        FORMAT_VERSION,
        shape.title(),
        shape,
        input,
        training,
        training.classPriors(),
        1,
        new TreeMap<>(),
        "",
        "",
        null,
        spectra,
        null,
        null,
        null);
  }

  public ModelDescription withTemperature(double newTemperature) {
    return with(parts -> parts.temperature = newTemperature);
  }

  public ModelDescription withMetrics(SortedMap<String, Double> newMetrics) {
    return with(parts -> parts.metrics = newMetrics);
  }

  ModelDescription withDigests(String parameters, String onnx) {
    return with(
        parts -> {
          parts.parametersSha256 = parameters;
          parts.onnxSha256 = onnx;
        });
  }

  ModelDescription withDistance(DistanceSummary newDistance) {
    return with(parts -> parts.distance = newDistance);
  }

  ModelDescription withClassSets(ClassSetLimits limits) {
    return with(parts -> parts.classSets = limits);
  }

  /** The description with the magnitudes of the training sources. */
  public ModelDescription withTrainingW1(TrainingW1 range) {
    return with(parts -> parts.trainingW1 = range);
  }

  ModelDescription withImageOnly(ImageOnlyCalibration calibration) {
    return with(parts -> parts.imageOnly = calibration);
  }

  private ModelDescription with(Consumer<Parts> change) {
    Parts parts = new Parts(this);
    change.accept(parts);
    return parts.description(this);
  }

  /** What is added to a description after the training. */
  private static final class Parts {

    private double temperature;
    private SortedMap<String, Double> metrics;
    private String parametersSha256;
    private String onnxSha256;
    private DistanceSummary distance;
    private ClassSetLimits classSets;
    private TrainingW1 trainingW1;
    private ImageOnlyCalibration imageOnly;

    Parts(ModelDescription of) {
      this.temperature = of.temperature;
      this.metrics = of.metrics;
      this.parametersSha256 = of.parametersSha256;
      this.onnxSha256 = of.onnxSha256;
      this.distance = of.distance;
      this.classSets = of.classSets;
      this.trainingW1 = of.trainingW1;
      this.imageOnly = of.imageOnly;
    }

    /** The other parts are those of another description. */
    ModelDescription description(ModelDescription of) {
      return new ModelDescription(
          of.formatVersion,
          of.network,
          of.shape,
          of.input,
          of.training,
          of.classPriors,
          temperature,
          metrics,
          parametersSha256,
          onnxSha256,
          distance,
          of.spectra,
          classSets,
          trainingW1,
          imageOnly);
    }
  }

  /**
   * The divisor of the logits of a source.
   *
   * @param fromImage true for a source without photometry
   */
  public double temperature(boolean fromImage) {
    return fromImage && imageOnly != null ? imageOnly.temperature() : temperature;
  }

  /**
   * The limits of the class sets of a source; null in models of older versions.
   *
   * @param fromImage true for a source without photometry
   */
  public ClassSetLimits classSets(boolean fromImage) {
    return fromImage && imageOnly != null ? imageOnly.classSets() : classSets;
  }

  /** The inputs of which this model can give classes. */
  public ModelUse use() {
    return new ModelUse(input, spectra);
  }

  /** The digests of the other files. A model of format version 1 has only these digests. */
  ModelDigests digests() {
    SortedMap<String, String> digests = new TreeMap<>();
    digests.put(ModelFolder.ONNX, onnxSha256);
    digests.put(ModelFolder.PARAMETERS, parametersSha256);
    if (distance != null) {
      digests.put(ModelFolder.DISTANCE, distance.sha256());
    }
    return new ModelDigests(digests);
  }

  /** The text of {@code model.json}; {@link #parse} reads it back. */
  public String toJson() {
    return GSON.toJson(this) + "\n";
  }

  /**
   * Parses the text that {@link #toJson} writes.
   *
   * @param origin the path of the file, for messages
   * @throws UserError if it is not such a text or has another format version
   */
  public static ModelDescription parse(String origin, String json) {
    try {
      ModelDescription description = GSON.fromJson(Json.shallow(json), ModelDescription.class);
      if (description == null) {
        throw new IllegalArgumentException("it is empty");
      }
      return description;
    } catch (RuntimeException e) {
      throw new UserError(
          "Cannot read " + origin + ": " + reason(e) + "; it must come from train-iicnet", e);
    }
  }

  /**
   * Gson wraps the exception of a record's constructor, so the innermost message is the useful one.
   */
  private static String reason(Throwable error) {
    Throwable cause = Causes.innermost(error);
    return cause instanceof IllegalArgumentException && !(cause instanceof NumberFormatException)
        ? String.valueOf(cause.getMessage()).replaceAll("\\bnull\\b", "missing")
        : "its JSON is damaged, or a field is missing";
  }
}
