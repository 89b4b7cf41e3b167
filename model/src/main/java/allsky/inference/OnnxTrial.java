package allsky.inference;

import allsky.DirectBuffers;
import allsky.UserError;
import allsky.network.NetworkShape;
import allsky.network.OnnxExport;
import allsky.network.Softmax;
import allsky.network.model.TrainedModel;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Opens a model with the ONNX graph that the user chose, or with the faster one: both graphs
 * classify the same random cutouts a few times, in turns. Both give the same probabilities to
 * {@value #TOLERANCE}; otherwise the plain graph is used.
 */
public final class OnnxTrial {

  /** Maximum difference of a probability, as for {@link OnnxExport#of}. */
  private static final double TOLERANCE = 1e-5;

  /** The least ratio of speeds for which the Winograd graph is used: it needs more memory. */
  private static final double LEAST_RATIO = 1.05;

  private static final int MAX_CUTOUTS = 32;
  private static final int ROUNDS = 3;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final int count;
  private final boolean countsProcessorTime;
  private final FloatBuffer cutouts;

  private OnnxTrial(NetworkShape shape, int threads, int count) {
    this.count = count;
    // Other processes on the machine affect it less than the elapsed time.
    this.countsProcessorTime = threads == 1 && THREADS.isCurrentThreadCpuTimeSupported();
    this.cutouts = randomCutouts(count * shape.inputSize());
  }

  /**
   * An open model.
   *
   * @param classifier the caller closes it
   * @param remark what was chosen and why, one line; empty if the network has one graph only
   */
  public record Opened(OnnxClassifier classifier, OnnxGraphChoice chosen, String remark) {}

  /**
   * Opens a model.
   *
   * @param threads threads of one run, 1 or more
   * @param batchSize cutouts of a batch in the classification, 1 or more
   * @throws UserError if the Winograd graph is demanded and the network has none
   */
  public static Opened open(
      TrainedModel model, OnnxGraphChoice choice, int threads, int batchSize) {
    requireGraph(choice, model.description().shape());
    OnnxClassifier plain = new OnnxClassifier(model, threads);
    if (choice == OnnxGraphChoice.PLAIN) {
      return new Opened(plain, choice, "");
    }
    Optional<byte[]> onnx = model.winogradOnnx();
    if (onnx.isEmpty()) {
      return new Opened(plain, OnnxGraphChoice.PLAIN, "");
    }
    OnnxClassifier winograd = new OnnxClassifier(plain.shape(), onnx.get(), threads);
    OnnxTrial trial = new OnnxTrial(plain.shape(), threads, Math.min(batchSize, MAX_CUTOUTS));
    Opened opened = trial.chosen(plain, winograd, choice);
    (opened.classifier == plain ? winograd : plain).close();
    return opened;
  }

  /**
   * Checks that a network has the graph.
   *
   * @throws UserError if the Winograd graph is demanded and the network has none
   */
  public static void requireGraph(OnnxGraphChoice choice, NetworkShape shape) {
    if (choice == OnnxGraphChoice.WINOGRAD && !OnnxExport.hasWinograd(shape)) {
      throw new UserError(
          "Invalid --onnx-graph winograd: the network "
              + shape.title()
              + " has no convolution that gains by it; use --onnx-graph plain");
    }
  }

  private Opened chosen(OnnxClassifier plain, OnnxClassifier winograd, OnnxGraphChoice choice) {
    double difference = difference(plain, winograd);
    if (!(difference <= TOLERANCE)) {
      return new Opened(
          plain,
          OnnxGraphChoice.PLAIN,
          "ONNX graph: plain; the Winograd graph changes a probability by " + difference);
    }
    if (choice == OnnxGraphChoice.WINOGRAD) {
      return new Opened(winograd, choice, "");
    }
    double ratio = ratio(plain, winograd);
    return ratio < LEAST_RATIO
        ? new Opened(plain, OnnxGraphChoice.PLAIN, remark(OnnxGraphChoice.PLAIN, ratio))
        : new Opened(winograd, OnnxGraphChoice.WINOGRAD, remark(OnnxGraphChoice.WINOGRAD, ratio));
  }

  private String remark(OnnxGraphChoice chosen, double ratio) {
    return String.format(
        Locale.ROOT,
        "ONNX graph: %s; Winograd has %.2f times the speed of plain in a trial with %d cutouts",
        chosen.name().toLowerCase(Locale.ROOT),
        ratio,
        count);
  }

  /** The largest difference of a probability. The calls also warm up both graphs. */
  private double difference(OnnxClassifier plain, OnnxClassifier winograd) {
    float[] expected = plain.logits(cutouts, count);
    float[] actual = winograd.logits(cutouts, count);
    int classes = expected.length / count;
    double largest = 0;
    for (int first = 0; first < expected.length; first += classes) {
      double[] a = Softmax.of(Arrays.copyOfRange(expected, first, first + classes), 1);
      double[] b = Softmax.of(Arrays.copyOfRange(actual, first, first + classes), 1);
      for (int i = 0; i < classes; i++) {
        largest = Math.max(largest, Math.abs(a[i] - b[i]));
      }
    }
    return largest;
  }

  /** The median over the rounds of the speed of the Winograd graph divided by plain's. */
  private double ratio(OnnxClassifier plain, OnnxClassifier winograd) {
    double[] ratios = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      ratios[round] = (double) nanoseconds(plain) / nanoseconds(winograd);
    }
    Arrays.sort(ratios);
    return ratios[ROUNDS / 2];
  }

  private long nanoseconds(OnnxClassifier classifier) {
    long start = nanoseconds();
    classifier.logits(cutouts, count);
    return Math.max(1, nanoseconds() - start);
  }

  private long nanoseconds() {
    return countsProcessorTime ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
  }

  private static FloatBuffer randomCutouts(int size) {
    SplittableRandom random = new SplittableRandom(1);
    FloatBuffer buffer = DirectBuffers.floats(size);
    for (int i = 0; i < size; i++) {
      buffer.put(i, (float) random.nextDouble(-0.2, 0.8));
    }
    return buffer;
  }
}
