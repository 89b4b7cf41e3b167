package allsky.calibration;

import allsky.calibration.PixelDistance.Densities;
import allsky.calibration.mixture.GaussianMixture;
import allsky.network.Tensor;
import allsky.survey.NetworkInputs;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The tensors of an {@link InputDistance} in the file of a model's distances. */
final class InputDistanceFile {

  private static final String MEAN = "pixels.mean";
  private static final String SCATTER = "pixels.scatter";
  private static final String CHOSEN = "pixels.chosen";
  private static final String BRIGHTNESS = "pixels.brightness";
  private static final String ALL = "pixels.all";
  private static final String TAIL = "pixels.tail";
  private static final String COLOURS = "photometry.colours";
  private static final String COLOURS_TAIL = "photometry.tail";

  private InputDistanceFile() {}

  static Map<String, Tensor> tensors(InputDistance distance) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    putPixels(tensors, distance.pixels());
    distance.photometry().ifPresent(each -> putPhotometry(tensors, each));
    return tensors;
  }

  private static void putPhotometry(Map<String, Tensor> tensors, PhotometryDistance distance) {
    putMixture(tensors, COLOURS, distance.density());
    putTail(tensors, COLOURS_TAIL, distance.tail());
  }

  private static void putPixels(Map<String, Tensor> tensors, PixelDistance distance) {
    Densities densities = distance.densities();
    put(tensors, MEAN, densities.mean());
    put(tensors, SCATTER, densities.scatter());
    put(tensors, CHOSEN, Arrays.stream(densities.chosen()).mapToDouble(i -> i).toArray());
    putMixture(tensors, BRIGHTNESS, densities.brightness());
    putMixture(tensors, ALL, densities.all());
    for (int i = 0; i < PixelDistance.SCORES; i++) {
      putTail(tensors, TAIL + i, distance.tails().get(i));
    }
  }

  /**
   * The distance in a file.
   *
   * @param inputs what the network of the model gets
   * @return empty if a version of allsky without it wrote the file
   */
  static Optional<InputDistance> parse(Map<String, Tensor> tensors, NetworkInputs inputs) {
    return tensors.containsKey(MEAN)
        ? Optional.of(new InputDistance(pixels(tensors), photometry(tensors, inputs)))
        : Optional.empty();
  }

  /** Null if a version of allsky without it wrote the file, and without photometry. */
  private static PhotometryDistance photometry(Map<String, Tensor> tensors, NetworkInputs inputs) {
    return tensors.containsKey(COLOURS_TAIL + ".w1")
        ? new PhotometryDistance(inputs, mixture(tensors, COLOURS), tail(tensors, COLOURS_TAIL))
        : null;
  }

  private static PixelDistance pixels(Map<String, Tensor> tensors) {
    int[] chosen = Arrays.stream(numbers(tensors, CHOSEN)).mapToInt(i -> (int) i).toArray();
    Densities densities =
        new Densities(
            numbers(tensors, MEAN),
            numbers(tensors, SCATTER),
            chosen,
            mixture(tensors, BRIGHTNESS),
            mixture(tensors, ALL));
    List<LocalTail> tails =
        IntStream.range(0, PixelDistance.SCORES).mapToObj(i -> tail(tensors, TAIL + i)).toList();
    return new PixelDistance(densities, tails);
  }

  private static void putMixture(Map<String, Tensor> to, String name, GaussianMixture mixture) {
    put(to, name + ".log_weights", mixture.logWeights());
    put(to, name + ".means", flat(mixture.means()));
    double[][] triangles =
        Arrays.stream(mixture.whitening()).map(InputDistanceFile::flat).toArray(double[][]::new);
    put(to, name + ".whitening", flat(triangles));
  }

  private static GaussianMixture mixture(Map<String, Tensor> tensors, String name) {
    double[] weights = numbers(tensors, name + ".log_weights");
    double[] means = numbers(tensors, name + ".means");
    double[] whitening = numbers(tensors, name + ".whitening");
    int size = means.length / weights.length;
    double[][] ofEach = new double[weights.length][];
    double[][][] triangles = new double[weights.length][size][];
    int from = 0;
    for (int k = 0; k < weights.length; k++) {
      ofEach[k] = Arrays.copyOfRange(means, k * size, (k + 1) * size);
      for (int i = 0; i < size; i++) {
        triangles[k][i] = Arrays.copyOfRange(whitening, from, from + i + 1);
        from += i + 1;
      }
    }
    return new GaussianMixture(weights, ofEach, triangles);
  }

  private static void putTail(Map<String, Tensor> tensors, String name, LocalTail tail) {
    put(tensors, name + ".w1", tail.w1());
    put(tensors, name + ".median", tail.median());
    put(tensors, name + ".high", tail.high());
    put(tensors, name + ".scale", tail.scale());
    put(tensors, name + ".all", tail.all());
  }

  private static LocalTail tail(Map<String, Tensor> tensors, String name) {
    return new LocalTail(
        numbers(tensors, name + ".w1"),
        numbers(tensors, name + ".median"),
        numbers(tensors, name + ".high"),
        numbers(tensors, name + ".scale"),
        numbers(tensors, name + ".all"));
  }

  private static double[] flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }

  private static void put(Map<String, Tensor> tensors, String name, double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    tensors.put(name, Tensor.of(new long[] {floats.length}, floats));
  }

  private static double[] numbers(Map<String, Tensor> tensors, String name) {
    float[] values = tensors.get(name).values();
    double[] numbers = new double[values.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = values[i];
    }
    return numbers;
  }
}
