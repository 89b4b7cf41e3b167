package allsky.spark.training.comparison;

import allsky.Json;
import allsky.metrics.LabelledPredictions;
import allsky.network.LayerTable;
import allsky.network.NetworkShape;
import allsky.training.history.TrainingHistory;
import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The result of one training of a comparison, the content of {@code measured.json}.
 *
 * @param cutoutsSha256 SHA-256 of all cutouts of the comparison, in hexadecimal
 * @param shape the network
 * @param seed of the training
 * @param cost parameters and operations
 * @param history loss and accuracy by epoch
 * @param speed measured on this machine
 * @param truth the true class of each test cutout, an index in the classes of the shape
 * @param places the place of each test cutout among all of the test split, see {@link
 *     allsky.spark.training.SplitExamples#place}; a network for colours or spectra has not all
 * @param probabilities of each test cutout, calibrated, in the order of the classes of the shape
 */
public record MeasuredNetwork(
    String cutoutsSha256,
    NetworkShape shape,
    long seed,
    Cost cost,
    TrainingHistory history,
    Speed speed,
    int[] truth,
    int[] places,
    float[] probabilities) {

  private static final Gson GSON = new Gson();

  /**
   * Parameters and operations for one cutout, see {@link LayerTable}.
   *
   * @param parameters of the network that is trained
   * @param multiplyAdds of the network that is trained
   * @param ptflops of the network that is trained
   * @param exportedParameters of the network in the ONNX file
   * @param exportedMultiplyAdds of the network in the ONNX file
   */
  public record Cost(
      long parameters,
      long multiplyAdds,
      long ptflops,
      long exportedParameters,
      long exportedMultiplyAdds) {

    static Cost of(LayerTable trained, LayerTable exported) {
      return new Cost(
          trained.parameters(),
          trained.multiplyAdds(),
          trained.ptflops(),
          exported.parameters(),
          exported.multiplyAdds());
    }
  }

  /**
   * Speed and memory.
   *
   * @param device the device of the training
   * @param trainingImagesPerSecond cutouts per second in training, with reading
   * @param exportedImagesPerSecond cutouts per second of the ONNX file on the CPU, batches of 32
   * @param threads of the ONNX file
   * @param peakMemoryBytes largest resident memory of the process during this training; null if the
   *     system does not tell it
   */
  public record Speed(
      String device,
      double trainingImagesPerSecond,
      double exportedImagesPerSecond,
      int threads,
      Long peakMemoryBytes) {}

  /** The network and the seed. */
  public NetworkVariant variant() {
    return new NetworkVariant(shape, seed);
  }

  /** The predictions for the test cutouts. */
  public LabelledPredictions predictions() {
    double[] doubles = new double[probabilities.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = probabilities[i];
    }
    return LabelledPredictions.of(shape.classes(), truth, doubles);
  }

  /**
   * Whether the answers are right, for test cutouts that another network has too.
   *
   * @param others in ascending order, some of {@link #places}
   */
  boolean[] right(int[] others) {
    LabelledPredictions predictions = predictions();
    boolean[] right = new boolean[others.length];
    for (int i = 0; i < right.length; i++) {
      right[i] = predictions.isRight(Arrays.binarySearch(places, others[i]));
    }
    return right;
  }

  String toJson() {
    return GSON.toJson(this);
  }

  /** Reads the text of {@link #toJson}; empty if the text is damaged. */
  static Optional<MeasuredNetwork> parse(String json) {
    try {
      return Optional.ofNullable(GSON.fromJson(Json.shallow(json), MeasuredNetwork.class))
          .filter(MeasuredNetwork::isComplete);
    } catch (JsonParseException | IllegalArgumentException | NullPointerException e) {
      return Optional.empty();
    }
  }

  private boolean isComplete() {
    return cutoutsSha256 != null
        && shape != null
        && cost != null
        && history != null
        && history.size() > 0
        && speed != null
        && truth != null
        && places != null
        && places.length == truth.length
        && probabilities != null
        && probabilities.length == truth.length * shape.classes().size();
  }
}
