package allsky.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;

/**
 * The Receptive Field Block, the paper's figure 9: four branches that look ever further out, joined
 * and added to a shortcut.
 *
 * <p>The form is RFB-s of Liu, Huang and Wang 2018 (ECCV, "Receptive Field Block Net", figure 4b),
 * with an eighth of the input's channels in each branch. The output is relu(0.1 joined + shortcut).
 */
final class ReceptiveFieldBlock extends Layer {

  /** Weight of the branches beside the shortcut, in Liu et al.'s own code. */
  private static final double BRANCH_SCALE = 0.1;

  private final int inputChannels;
  private final List<List<Convolution>> branches;
  private final Convolution joined;
  private final Convolution shortcut;

  /**
   * @param inputChannels channels of the input, a multiple of 16
   * @param filters channels of the output
   */
  ReceptiveFieldBlock(int inputChannels, int filters) {
    if (inputChannels % 16 != 0) {
      throw new IllegalArgumentException(
          "Invalid channels of a receptive field block (a multiple of 16): " + inputChannels);
    }
    this.inputChannels = inputChannels;
    int width = inputChannels / 8;
    this.branches =
        List.of(
            branch(
                "near",
                Convolution.relu(width, Kernel.of(1)),
                Convolution.linear(width, Kernel.of(3))),
            branch(
                "tall",
                Convolution.relu(width, Kernel.of(1)),
                Convolution.relu(width, Kernel.of(3, 1)),
                Convolution.linear(width, Kernel.of(3).dilation(3))),
            branch(
                "wide",
                Convolution.relu(width, Kernel.of(1)),
                Convolution.relu(width, Kernel.of(1, 3)),
                Convolution.linear(width, Kernel.of(3).dilation(3))),
            branch(
                "far",
                Convolution.relu(width / 2, Kernel.of(1)),
                Convolution.relu(width * 3 / 4, Kernel.of(1, 3)),
                Convolution.relu(width, Kernel.of(3, 1)),
                Convolution.linear(width, Kernel.of(3).dilation(5))));
    this.joined = addChildBlock("joined", Convolution.linear(filters, Kernel.of(1)));
    this.shortcut = addChildBlock("shortcut", Convolution.linear(filters, Kernel.of(1)));
  }

  private List<Convolution> branch(String name, Convolution... convolutions) {
    for (int i = 0; i < convolutions.length; i++) {
      addChildBlock(name + (i + 1), convolutions[i]);
    }
    return List.of(convolutions);
  }

  @Override
  NDArray apply(ParameterStore store, NDArray input, boolean training) {
    NDList outputs = new NDList();
    for (List<Convolution> branch : branches) {
      NDArray x = input;
      for (Convolution convolution : branch) {
        x = convolution.apply(store, x, training);
      }
      outputs.add(x);
    }
    NDArray far = joined.apply(store, NDArrays.concat(outputs, 1), training);
    return Activation.relu(far.mul(BRANCH_SCALE).add(shortcut.apply(store, input, training)));
  }

  @Override
  Shape outputShape(Shape input) {
    return shortcut.outputShape(input);
  }

  private Shape joinedShape(Shape input) {
    return new Shape(input.get(0), inputChannels / 2, input.get(2), input.get(3));
  }

  @Override
  long multiplyAdds(Shape input) {
    long sum = joined.multiplyAdds(joinedShape(input)) + shortcut.multiplyAdds(input);
    for (List<Convolution> branch : branches) {
      Shape shape = input;
      for (Convolution convolution : branch) {
        sum += convolution.multiplyAdds(shape);
        shape = convolution.outputShape(shape);
      }
    }
    return sum;
  }

  @Override
  String export(OnnxGraph graph, String input) {
    List<String> outputs = new ArrayList<>();
    for (List<Convolution> branch : branches) {
      String x = input;
      for (Convolution convolution : branch) {
        x = convolution.export(graph, x);
      }
      outputs.add(x);
    }
    String far = joined.export(graph, graph.concatenate(outputs), BRANCH_SCALE);
    return graph.relu(graph.add(far, shortcut.export(graph, input)));
  }

  @Override
  void initializeLayers(NDManager manager, DataType type, Shape input) {
    for (List<Convolution> branch : branches) {
      Shape shape = input;
      for (Convolution convolution : branch) {
        convolution.initialize(manager, type, shape);
        shape = convolution.outputShape(shape);
      }
    }
    joined.initialize(manager, type, joinedShape(input));
    shortcut.initialize(manager, type, input);
  }
}
