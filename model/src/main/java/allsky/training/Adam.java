package allsky.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import allsky.network.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The optimizer Adam (Kingma and Ba 2015, algorithm 1). Its state can be saved and restored, unlike
 * that of DJL's Adam.
 */
final class Adam {

  private static final double BETA_1 = 0.9;
  private static final double BETA_2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final Map<String, NDArray> weights;
  private final Map<String, NDArray> firstMoments = new LinkedHashMap<>();
  private final Map<String, NDArray> secondMoments = new LinkedHashMap<>();
  private int steps;

  /**
   * @param manager owns the moments
   * @param weights arrays that require gradients, by name
   */
  Adam(NDManager manager, Map<String, NDArray> weights) {
    this.weights = weights;
    weights.forEach(
        (name, weight) -> {
          firstMoments.put(name, manager.zeros(weight.getShape()));
          secondMoments.put(name, manager.zeros(weight.getShape()));
        });
  }

  /**
   * Updates all weights with their gradients and sets the gradients to zero. The bias corrections
   * of both moments are combined, as at the end of section 2 of the paper.
   *
   * @param temporary owns the intermediate arrays
   * @param learningRate the paper's alpha
   */
  void step(NDManager temporary, double learningRate) {
    steps++;
    double secondCorrection = Math.sqrt(1 - Math.pow(BETA_2, steps));
    double stepSize = learningRate * secondCorrection / (1 - Math.pow(BETA_1, steps));
    double epsilon = EPSILON * secondCorrection;
    weights.forEach(
        (name, weight) -> {
          NDArray g = weight.getGradient();
          g.attach(temporary);
          NDArray m = firstMoments.get(name);
          m.muli(BETA_1).addi(g.mul(1 - BETA_1));
          NDArray v = secondMoments.get(name);
          v.muli(BETA_2).addi(g.square().muli(1 - BETA_2));
          NDArray root = v.sqrt();
          root.attach(temporary);
          NDArray ratio = m.div(root.addi(epsilon));
          ratio.attach(temporary);
          weight.subi(ratio.muli(stepSize));
          g.muli(0);
        });
  }

  /** Number of steps so far, the paper's t. */
  int steps() {
    return steps;
  }

  Map<String, Tensor> firstMoments() {
    return tensors(firstMoments);
  }

  Map<String, Tensor> secondMoments() {
    return tensors(secondMoments);
  }

  private static Map<String, Tensor> tensors(Map<String, NDArray> arrays) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    arrays.forEach((name, array) -> tensors.put(name, Tensor.of(array)));
    return tensors;
  }

  /** Restores a saved state. */
  void restore(int newSteps, Map<String, Tensor> first, Map<String, Tensor> second) {
    steps = newSteps;
    first.forEach((name, tensor) -> tensor.copyTo(firstMoments.get(name)));
    second.forEach((name, tensor) -> tensor.copyTo(secondMoments.get(name)));
  }
}
