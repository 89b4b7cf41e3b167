package allsky.calibration;

import allsky.UserError;
import allsky.network.Tensor;
import allsky.network.TensorFile;
import allsky.network.model.TrainedModel;
import allsky.survey.NetworkInputs;
import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The distance of a source from the training set, without unit. By its embedding it is the
 * Mahalanobis distance to the nearest class mean, with one covariance for all classes (Lee, Lee,
 * Lee and Shin 2018, "A Simple Unified Framework for Detecting Out-of-Distribution Samples and
 * Adversarial Attacks", equations 1 and 2). A model with an {@link InputDistance} uses that one;
 * its quantiles are here too.
 */
public final class TrainingDistance implements Serializable {

  /** A description of the method, for people. */
  public static final String METHOD =
      "Mahalanobis distance of the embedding to the nearest class mean, one covariance (Lee et al."
          + " 2018), shrunk by OAS (Chen et al. 2010)";

  private static final long serialVersionUID = 1L;

  private static final String MEANS = "means";
  private static final String WHITENING = "whitening";
  private static final String VALIDATION = "validation_distances";

  private final int size;
  private final float[] means;
  private final float[] whitening;
  private final float[] validation;

  /** Null in a model without it. */
  private final InputDistance inputs;

  /** The columns of W, each from the diagonal on: {@code columns[j][i - j]} is row i, column j. */
  private final double[][] columns;

  /** W times the mean embedding of each class. */
  private final double[][] whiteMeans;

  private TrainingDistance(
      int size, float[] means, float[] whitening, float[] validation, InputDistance inputs) {
    this.size = size;
    this.means = means;
    this.whitening = whitening;
    this.validation = validation;
    this.inputs = inputs;
    this.columns = new double[size][];
    for (int j = 0; j < size; j++) {
      columns[j] = new double[size - j];
      for (int i = j; i < size; i++) {
        columns[j][i - j] = whitening[i * size + j];
      }
    }
    this.whiteMeans = new double[means.length / size][];
    for (int c = 0; c < whiteMeans.length; c++) {
      whiteMeans[c] = white(means, c * size);
    }
  }

  /** The distance from a training set. It has no threshold before {@link #withValidation}. */
  public static TrainingDistance fitted(EmbeddingCovariance training) {
    double[][] lower =
        ShrunkCovariance.of(training.covariance(), training.degreesOfFreedom()).whitening();
    int size = lower.length;
    float[] whitening = new float[size * size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        whitening[i * size + j] = (float) lower[i][j];
      }
    }
    return new TrainingDistance(size, training.means(), whitening, new float[0], null);
  }

  /**
   * The same distance with the distances of the validation set, which {@link #threshold} needs.
   *
   * @param distances in any order
   */
  public TrainingDistance withValidation(float[] distances) {
    float[] sorted = distances.clone();
    Arrays.sort(sorted);
    return new TrainingDistance(size, means, whitening, sorted, inputs);
  }

  /** The same with a distance by the inputs. Call {@link #withValidation} with its distances. */
  public TrainingDistance withInputs(InputDistance distance) {
    return new TrainingDistance(size, means, whitening, validation, distance);
  }

  /**
   * The distance by the network's inputs, which replaces that of the embedding; empty for models of
   * older versions and for models without pixels.
   */
  public Optional<InputDistance> inputs() {
    return Optional.ofNullable(inputs);
  }

  /** A description of the method, for people. */
  public String method() {
    return inputs == null ? METHOD : inputs.method();
  }

  /**
   * The distance of a model.
   *
   * @return empty for a model of an older version of allsky, which has no distances
   * @throws UserError if the model's file has other content
   */
  public static Optional<TrainingDistance> ofModel(TrainedModel model) {
    return model.distance().map(file -> parse(file, model.description().shape().inputs()));
  }

  /** The content of the file in the model folder. */
  public TensorFile toFile() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(MEANS, Tensor.of(new long[] {means.length / size, size}, means));
    tensors.put(WHITENING, Tensor.of(new long[] {size, size}, whitening));
    tensors.put(VALIDATION, Tensor.of(new long[] {validation.length}, validation));
    inputs().ifPresent(each -> tensors.putAll(InputDistanceFile.tensors(each)));
    return TensorFile.of(Map.of("method", method()), tensors);
  }

  private static TrainingDistance parse(TensorFile file, NetworkInputs inputs) {
    Map<String, Tensor> tensors = file.tensors();
    if (!tensors.keySet().containsAll(Arrays.asList(MEANS, WHITENING, VALIDATION))) {
      throw new UserError(
          "Cannot read the model's distances: another version of allsky wrote them; train the"
              + " model again");
    }
    return new TrainingDistance(
        Math.toIntExact(tensors.get(MEANS).shape()[1]),
        tensors.get(MEANS).values(),
        tensors.get(WHITENING).values(),
        tensors.get(VALIDATION).values(),
        InputDistanceFile.parse(tensors, inputs).orElse(null));
  }

  /** The Mahalanobis distance of each row of embeddings. */
  public float[] distances(float[] embeddings) {
    float[] distances = new float[embeddings.length / size];
    for (int row = 0; row < distances.length; row++) {
      distances[row] = (float) nearest(white(embeddings, row * size));
    }
    return distances;
  }

  /** W times an embedding, column by column: the JVM compiles this loop to vector instructions. */
  private double[] white(float[] embeddings, int offset) {
    double[] white = new double[size];
    for (int j = 0; j < size; j++) {
      double[] column = columns[j];
      double value = embeddings[offset + j];
      for (int i = 0; i < column.length; i++) {
        white[j + i] += column[i] * value;
      }
    }
    return white;
  }

  private double nearest(double[] white) {
    double nearest = Double.POSITIVE_INFINITY;
    for (double[] mean : whiteMeans) {
      double square = 0;
      for (int i = 0; i < white.length; i++) {
        square += (white[i] - mean[i]) * (white[i] - mean[i]);
      }
      nearest = Math.min(nearest, square);
    }
    return Math.sqrt(nearest);
  }

  /**
   * A quantile of the validation distances: the k-th smallest of n distances, k = ceil((n + 1)
   * quantile). A source from the same distribution exceeds it with a probability of at most 1 -
   * quantile (conformal prediction: Vovk, Gammerman and Shafer 2005; Bates et al. 2023, "Testing
   * for outliers with conformal p-values").
   *
   * @param quantile 0 to 1
   * @return infinity if the validation set is too small, see {@link #largestQuantile}
   */
  public double threshold(double quantile) {
    int rank = (int) Math.ceil((validation.length + 1) * quantile - 1e-9);
    return rank > validation.length ? Double.POSITIVE_INFINITY : validation[Math.max(rank, 1) - 1];
  }

  /** The largest quantile that a validation set of n cutouts allows: n / (n + 1). */
  public double largestQuantile() {
    return validation.length / (validation.length + 1.0);
  }

  /** Number of validation distances, from which the threshold is calculated. */
  public int validationCount() {
    return validation.length;
  }
}
