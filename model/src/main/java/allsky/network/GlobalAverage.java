package allsky.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;

/** The average of each channel over all places: (batch, channels). */
final class GlobalAverage extends Layer {

  @Override
  NDArray apply(ParameterStore store, NDArray input, boolean training) {
    return Pool.globalAvgPool2d(input);
  }

  @Override
  Shape outputShape(Shape input) {
    return input.slice(0, 2);
  }

  @Override
  long multiplyAdds(Shape input) {
    return input.get(1) * (input.get(2) * input.get(3) + 1);
  }

  @Override
  String export(OnnxGraph graph, String input) {
    return graph.flatten(graph.globalAverage(input));
  }

  @Override
  void initializeLayers(NDManager manager, DataType type, Shape input) {
    // has no weights
  }
}
