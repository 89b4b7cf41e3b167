package allsky.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;

/**
 * The Convolutional Block Attention Module, the paper's figure 10: first which channels matter,
 * then which places (Woo et al. 2018).
 */
final class Cbam extends Layer {

  /** Channels over hidden units of the shared perceptron, as in Woo et al. */
  private static final int REDUCTION = 16;

  private static final Kernel POINT = Kernel.of(1);
  private static final Kernel PLACES = Kernel.of(7);

  private final int channels;
  private final Conv2d squeeze;
  private final Conv2d excite;
  private final Conv2d places;

  Cbam(int channels) {
    this.channels = channels;
    this.squeeze = addChildBlock("squeeze", Convolution.plain(channels / REDUCTION, POINT));
    this.excite = addChildBlock("excite", Convolution.plain(channels, POINT));
    this.places = addChildBlock("places", Convolution.plain(1, PLACES));
  }

  @Override
  NDArray apply(ParameterStore store, NDArray input, boolean training) {
    NDArray refined = input.mul(channelAttention(store, input, training));
    return refined.mul(spatialAttention(store, refined, training));
  }

  /** Equation 1: M_c(F) = sigma(MLP(AvgPool(F)) + MLP(MaxPool(F))). */
  private NDArray channelAttention(ParameterStore store, NDArray input, boolean training) {
    Shape point = new Shape(input.getShape().get(0), channels, 1, 1);
    NDArray average = perceptron(store, Pool.globalAvgPool2d(input).reshape(point), training);
    NDArray maximum = perceptron(store, Pool.globalMaxPool2d(input).reshape(point), training);
    return Activation.sigmoid(average.add(maximum));
  }

  /** MLP(x) = W_1 relu(W_0 x), shared by both pools. */
  private NDArray perceptron(ParameterStore store, NDArray pooled, boolean training) {
    NDArray hidden = Activation.relu(run(squeeze, store, pooled, training));
    return run(excite, store, hidden, training);
  }

  /** Equation 2: M_s(F) = sigma(f^{7x7}([AvgPool(F); MaxPool(F)])), pooled over the channels. */
  private NDArray spatialAttention(ParameterStore store, NDArray input, boolean training) {
    int[] channelAxis = {1};
    NDArray average = input.mean(channelAxis, true);
    NDArray maximum = input.max(channelAxis, true);
    NDArray pooled = average.concat(maximum, 1);
    return Activation.sigmoid(run(places, store, pooled, training));
  }

  @Override
  Shape outputShape(Shape input) {
    return input;
  }

  @Override
  long multiplyAdds(Shape input) {
    long averagePool = channels * (input.get(2) * input.get(3) + 1);
    long perceptron = 2L * channels * (channels / REDUCTION);
    return averagePool + 2 * perceptron + PLACES.multiplyAdds(pooledShape(input), 1);
  }

  @Override
  String export(OnnxGraph graph, String input) {
    String average = exportPerceptron(graph, graph.globalAverage(input));
    String maximum = exportPerceptron(graph, graph.globalMaximum(input));
    String refined = graph.multiply(input, graph.sigmoid(graph.add(average, maximum)));
    String pooled = graph.concatenate(graph.channelAverage(refined), graph.channelMaximum(refined));
    String attention = graph.sigmoid(exportPlain(graph, pooled, PLACES, places));
    return graph.multiply(refined, attention);
  }

  private String exportPerceptron(OnnxGraph graph, String pooled) {
    String hidden = graph.relu(exportPlain(graph, pooled, POINT, squeeze));
    return exportPlain(graph, hidden, POINT, excite);
  }

  private static String exportPlain(OnnxGraph graph, String input, Kernel kernel, Conv2d block) {
    int filters = Math.toIntExact(weightShape(block).get(0));
    return graph.convolution(input, kernel, filters, values(block, "weight"));
  }

  private static Shape weightShape(Block block) {
    return block.getDirectParameters().get("weight").getShape();
  }

  @Override
  void initializeLayers(NDManager manager, DataType type, Shape input) {
    squeeze.initialize(manager, type, new Shape(1, channels, 1, 1));
    excite.initialize(manager, type, new Shape(1, channels / REDUCTION, 1, 1));
    places.initialize(manager, type, pooledShape(input));
  }

  private static Shape pooledShape(Shape input) {
    return new Shape(input.get(0), 2, input.get(2), input.get(3));
  }
}
