package allsky.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * A piece of a network with one input and one output, shaped (batch, channels, height, width).
 *
 * <p>A layer computes with DJL, counts its work and writes itself as ONNX nodes.
 */
abstract class Layer extends AbstractBlock {

  /** The layer's output; {@code training} lets batch normalisation use the batch's statistics. */
  abstract NDArray apply(ParameterStore store, NDArray input, boolean training);

  /** Shape of the output for a shape of the input. */
  abstract Shape outputShape(Shape input);

  /**
   * Multiply-adds for one image. Counted as by the tool thop 0.1, which reproduces the paper's
   * table 3: a convolution counts its products, batch normalisation 4 for each element, an average
   * pool one for each element in and one for each out; ReLU, sigmoid, maximum and sum are free.
   */
  abstract long multiplyAdds(Shape input);

  /** Adds the layer's nodes to a graph; takes and returns the name of a value. */
  abstract String export(OnnxGraph graph, String input);

  /** Initialises the children for an input. */
  abstract void initializeLayers(NDManager manager, DataType type, Shape input);

  /** Number of weights that training changes; zero before initialisation. */
  final long parameterCount() {
    return getParameters().values().stream()
        .filter(Parameter::requiresGradient)
        .filter(Parameter::isInitialized)
        .mapToLong(parameter -> parameter.getShape().size())
        .sum();
  }

  static NDArray run(Block block, ParameterStore store, NDArray input, boolean training) {
    return block.forward(store, new NDList(input), training).singletonOrThrow();
  }

  static float[] values(Block block, String parameter) {
    return block.getDirectParameters().get(parameter).getArray().toFloatArray();
  }

  @Override
  protected final NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
    return new NDList(apply(store, inputs.singletonOrThrow(), training));
  }

  @Override
  public final Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {outputShape(inputs[0])};
  }

  @Override
  protected final void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    initializeLayers(manager, type, inputs[0]);
  }
}
