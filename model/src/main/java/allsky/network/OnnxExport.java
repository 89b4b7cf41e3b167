package allsky.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Writes a network as an ONNX file with opset 17. The input is {@value #INPUT}, with the shape of
 * {@link NetworkShape#inputShape}. The outputs are {@value #OUTPUT} (n, classes) and {@value
 * #EMBEDDING} (n, embedding size), for any batch size n. Batch normalisation is folded into the
 * convolutions.
 */
public final class OnnxExport {

  public static final String INPUT = "cutouts";
  public static final String OUTPUT = "logits";

  /** The second output. Models of older versions do not have it. */
  public static final String EMBEDDING = "embedding";

  /** Maximum difference of a probability between ONNX Runtime and DJL. */
  private static final double TOLERANCE = 1e-5;

  private static final int CHECKED_CUTOUTS = 3;

  private OnnxExport() {}

  /**
   * The bytes of the ONNX file. The method checks that ONNX Runtime and DJL give the same
   * probabilities with these bytes and with {@link #winograd}.
   *
   * @throws IllegalStateException if they differ
   */
  public static byte[] of(Network network) {
    byte[] onnx = graph(network, network.weights(), Map.of());
    check(onnx, network);
    winograd(network, network.weights()).ifPresent(winograd -> check(winograd, network));
    return onnx;
  }

  /**
   * An ONNX file of the same function, with large 3x3 convolutions as Winograd convolutions. It
   * needs less arithmetic and more memory. It is empty if no convolution of the network gains by
   * that.
   *
   * @param parameters the weights of a network of this shape
   * @throws allsky.UserError if the weights belong to another network
   */
  public static Optional<byte[]> winograd(NetworkShape shape, TensorFile parameters) {
    Network network = Network.of(shape);
    parameters.require(network.weightShapes());
    return winograd(network, WeightValues.of(parameters));
  }

  private static Optional<byte[]> winograd(Network network, WeightValues weights) {
    Map<String, Shape> inputs = WinogradRule.inputs(network);
    return inputs.isEmpty() ? Optional.empty() : Optional.of(graph(network, weights, inputs));
  }

  /** True if {@link #winograd} gives a file for networks of this shape. */
  public static boolean hasWinograd(NetworkShape shape) {
    return !WinogradRule.inputs(Network.of(shape)).isEmpty();
  }

  private static byte[] graph(
      Network network, WeightValues weights, Map<String, Shape> winogradInputs) {
    NetworkShape shape = network.shape();
    OnnxNodes nodes = new OnnxNodes(network.name());
    OnnxGraph graph = new OnnxGraph(nodes, weights, winogradInputs);
    String embeddings = network.embeddings(graph, INPUT);
    String logits = network.logitsOfEmbeddings(graph, embeddings);
    Map<String, String> notes = new TreeMap<>();
    notes.put("bands", shape.bands().toString());
    notes.put("classes", shape.classes().toString());
    return nodes.model(
        new OnnxNodes.Port(INPUT, shape.inputShape(1).slice(1)),
        List.of(
            new OnnxNodes.Output(logits, port(OUTPUT, shape.classes().size())),
            new OnnxNodes.Output(embeddings, port(EMBEDDING, network.embeddingSize()))),
        "allsky",
        notes);
  }

  private static OnnxNodes.Port port(String name, long width) {
    return new OnnxNodes.Port(name, new Shape(width));
  }

  private static void check(byte[] onnx, Network network) {
    double difference = largestDifference(onnx, network);
    if (!(difference <= TOLERANCE)) {
      throw new IllegalStateException(
          "Cannot export the network: ONNX Runtime and DJL differ by " + difference);
    }
  }

  /** The largest difference of a probability for a few random cutouts. */
  private static double largestDifference(byte[] onnx, Network network) {
    Shape shape = network.shape().inputShape(CHECKED_CUTOUTS);
    float[] cutouts = randomCutouts(Math.toIntExact(shape.size()));
    float[][] expected = djlLogits(network, cutouts, shape);
    float[][] actual = onnxLogits(onnx, cutouts, shape);
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      double[] expectedProbabilities = Softmax.of(expected[i], 1);
      double[] actualProbabilities = Softmax.of(actual[i], 1);
      for (int c = 0; c < expectedProbabilities.length; c++) {
        largest = Math.max(largest, Math.abs(expectedProbabilities[c] - actualProbabilities[c]));
      }
    }
    return largest;
  }

  private static float[] randomCutouts(int size) {
    SplittableRandom random = new SplittableRandom(1);
    float[] cutouts = new float[size];
    for (int i = 0; i < size; i++) {
      cutouts[i] = (float) random.nextDouble(-0.2, 0.8);
    }
    return cutouts;
  }

  private static float[][] djlLogits(Network network, float[] cutouts, Shape shape) {
    NDManager owner = network.weights().manager();
    try (NDManager manager = owner.newSubManager()) {
      NDArray logits = network.logits(manager.create(cutouts, shape));
      float[] values = logits.toFloatArray();
      int classes = values.length / CHECKED_CUTOUTS;
      float[][] rows = new float[CHECKED_CUTOUTS][];
      for (int i = 0; i < CHECKED_CUTOUTS; i++) {
        rows[i] = Arrays.copyOfRange(values, i * classes, (i + 1) * classes);
      }
      return rows;
    }
  }

  private static float[][] onnxLogits(byte[] onnx, float[] cutouts, Shape shape) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(onnx);
        OnnxTensor input =
            OnnxTensor.createTensor(environment, FloatBuffer.wrap(cutouts), shape.getShape());
        OrtSession.Result result = session.run(Map.of(INPUT, input), Set.of(OUTPUT))) {
      return (float[][]) result.get(0).getValue();
    } catch (OrtException e) {
      throw new IllegalStateException("Cannot export the network: ONNX Runtime refuses it", e);
    }
  }
}
