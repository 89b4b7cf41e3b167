package allsky.calibration;

import allsky.calibration.PixelDistance.Densities;
import allsky.calibration.mixture.GaussianMixture;
import allsky.network.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The tensors of a {@link PixelDistance} in the file of a model's distances. */
final class PixelDistanceFile {

  private static final String MEAN = "pixels.mean";
  private static final String SCATTER = "pixels.scatter";
  private static final String CHOSEN = "pixels.chosen";
  private static final String BRIGHTNESS = "pixels.brightness";
  private static final String ALL = "pixels.all";
  private static final String TAIL = "pixels.tail";

  private PixelDistanceFile() {}

  static Map<String, Tensor> tensors(PixelDistance distance) {
    Densities densities = distance.densities();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    put(tensors, MEAN, densities.mean());
    put(tensors, SCATTER, densities.scatter());
    put(tensors, CHOSEN, Arrays.stream(densities.chosen()).mapToDouble(i -> i).toArray());
    putMixture(tensors, BRIGHTNESS, densities.brightness());
    putMixture(tensors, ALL, densities.all());
    for (int i = 0; i < PixelDistance.SCORES; i++) {
      putTail(tensors, TAIL + i, distance.tails().get(i));
    }
    return tensors;
  }

  /** The distance in a file; empty if a version of allsky without it wrote the file. */
  static Optional<PixelDistance> parse(Map<String, Tensor> tensors) {
    if (!tensors.containsKey(MEAN)) {
      return Optional.empty();
    }
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
    return Optional.of(new PixelDistance(densities, tails));
  }

  private static void putMixture(Map<String, Tensor> to, String name, GaussianMixture mixture) {
    put(to, name + ".log_weights", mixture.logWeights());
    put(to, name + ".means", flat(mixture.means()));
    double[][] triangles =
        Arrays.stream(mixture.whitening()).map(PixelDistanceFile::flat).toArray(double[][]::new);
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
