package allsky.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;

/** The end of a network: the embedding, fully connected to one logit a class. */
final class Head extends Layer {

  private final int classes;
  private final Linear linear;

  Head(int classes) {
    this.classes = classes;
    this.linear = addChildBlock("fc", Linear.builder().setUnits(classes).build());
  }

  @Override
  NDArray apply(ParameterStore store, NDArray input, boolean training) {
    return run(linear, store, input, training);
  }

  @Override
  Shape outputShape(Shape input) {
    return new Shape(input.get(0), classes);
  }

  @Override
  long multiplyAdds(Shape input) {
    return input.get(1) * classes;
  }

  @Override
  String export(OnnxGraph graph, String input) {
    return graph.fullyConnected(input, classes, values(linear, "weight"), values(linear, "bias"));
  }

  @Override
  void initializeLayers(NDManager manager, DataType type, Shape input) {
    linear.initialize(manager, type, input);
  }
}
