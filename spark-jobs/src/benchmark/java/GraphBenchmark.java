import allsky.DirectBuffers;
import allsky.inference.OnnxClassifier;
import allsky.inference.OnnxGraphChoice;
import allsky.inference.OnnxTrial;
import allsky.network.model.ModelFolder;
import allsky.network.model.TrainedModel;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/**
 * allsky's part of {@code bin/benchmark graph}: one thread classifies the same random cutouts with
 * the plain and with the Winograd graph, in turns, and prints a line of JSON for each round.
 *
 * <p>Arguments: model folder, cutouts of a batch, batches of a turn, rounds.
 */
public final class GraphBenchmark {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private GraphBenchmark() {}

  /** Measures; see the class for the arguments. */
  public static void main(String[] arguments) {
    TrainedModel model = ModelFolder.read(Path.of(arguments[0]), System.err::println);
    int count = Integer.parseInt(arguments[1]);
    int batches = Integer.parseInt(arguments[2]);
    FloatBuffer cutouts = cutouts(count * model.description().shape().inputSize());
    try (OnnxClassifier plain = open(model, OnnxGraphChoice.PLAIN, count);
        OnnxClassifier winograd = open(model, OnnxGraphChoice.WINOGRAD, count)) {
      plain.logits(cutouts, count);
      winograd.logits(cutouts, count);
      for (int round = 0; round < Integer.parseInt(arguments[3]); round++) {
        double plainRate = rate(plain, cutouts, count, batches);
        double winogradRate = rate(winograd, cutouts, count, batches);
        System.out.printf(
            Locale.ROOT, "{\"plain\": %.3f, \"winograd\": %.3f}%n", plainRate, winogradRate);
      }
    }
  }

  private static OnnxClassifier open(TrainedModel model, OnnxGraphChoice graph, int count) {
    return OnnxTrial.open(model, graph, 1, count).classifier();
  }

  private static FloatBuffer cutouts(int size) {
    Random random = new Random(1);
    FloatBuffer buffer = DirectBuffers.floats(size);
    for (int i = 0; i < size; i++) {
      buffer.put(i, random.nextFloat() - 0.2f);
    }
    return buffer;
  }

  /** Cutouts in a second of processor time. */
  private static double rate(
      OnnxClassifier classifier, FloatBuffer cutouts, int count, int batches) {
    long start = THREADS.getCurrentThreadCpuTime();
    for (int batch = 0; batch < batches; batch++) {
      classifier.logits(cutouts, count);
    }
    return 1e9 * count * batches / (THREADS.getCurrentThreadCpuTime() - start);
  }
}
