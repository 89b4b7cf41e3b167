package allsky.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;

/** A down-sampling: the maximum of each 2 x 2 square. */
final class MaxPool extends Layer {

  private static final Shape SQUARE = new Shape(2, 2);

  @Override
  NDArray apply(ParameterStore store, NDArray input, boolean training) {
    return Pool.maxPool2d(input, SQUARE, SQUARE, new Shape(0, 0), false);
  }

  @Override
  Shape outputShape(Shape input) {
    return new Shape(input.get(0), input.get(1), input.get(2) / 2, input.get(3) / 2);
  }

  @Override
  long multiplyAdds(Shape input) {
    return 0;
  }

  @Override
  String export(OnnxGraph graph, String input) {
    return graph.maxPool(input);
  }

  @Override
  void initializeLayers(NDManager manager, DataType type, Shape input) {
    // has no weights
  }
}
