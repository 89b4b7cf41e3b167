package allsky.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;

/** The end of a network: the average over all places, fully connected to one logit a class. */
final class Head extends Layer {

  private final int classes;
  private final Linear linear;

  Head(int classes) {
    this.classes = classes;
    this.linear = addChildBlock("fc", Linear.builder().setUnits(classes).build());
  }

  @Override
  NDArray apply(ParameterStore store, NDArray input, boolean training) {
    return run(linear, store, Pool.globalAvgPool2d(input), training);
  }

  @Override
  Shape outputShape(Shape input) {
    return new Shape(input.get(0), classes);
  }

  @Override
  long multiplyAdds(Shape input) {
    long channels = input.get(1);
    return channels * (input.get(2) * input.get(3) + 1) + channels * classes;
  }

  @Override
  String export(OnnxGraph graph, String input) {
    String pooled = graph.flatten(graph.globalAverage(input));
    return graph.fullyConnected(pooled, classes, values(linear, "weight"), values(linear, "bias"));
  }

  @Override
  void initializeLayers(NDManager manager, DataType type, Shape input) {
    linear.initialize(manager, type, new Shape(input.get(0), input.get(1)));
  }
}
