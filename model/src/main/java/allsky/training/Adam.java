package allsky.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import allsky.network.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * The optimizer Adam (Kingma and Ba 2015, algorithm 1). Its state can be saved and restored, unlike
 * that of DJL's Adam.
 *
 * <p>On CPUs a large weight is updated in parts. The intermediate arrays of a part fit into the
 * processor's cache, and the next part gets the same memory. Each value is computed independently
 * of the others, so the parts do not change the result.
 */
final class Adam {

  private static final double BETA_1 = 0.9;
  private static final double BETA_2 = 0.999;
  private static final double EPSILON = 1e-8;

  /** Values of a part on a CPU; 1 MiB. */
  static final int PART = 1 << 18;

  private final Map<String, NDArray> weights;
  private final Map<String, NDArray> firstMoments = new LinkedHashMap<>();
  private final Map<String, NDArray> secondMoments = new LinkedHashMap<>();
  private final boolean divides;
  private final NDArray firstDecay;
  private final NDArray firstShare;
  private final NDArray secondDecay;
  private final NDArray secondShare;
  private int steps;

  /**
   * @param manager owns the moments
   * @param weights arrays that require gradients, by name
   */
  Adam(NDManager manager, Map<String, NDArray> weights) {
    this.weights = weights;
    this.divides = !manager.getDevice().isGpu();
    this.firstDecay = manager.create(BETA_1);
    this.firstShare = manager.create(1 - BETA_1);
    this.secondDecay = manager.create(BETA_2);
    this.secondShare = manager.create(1 - BETA_2);
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
    NDArray stepSize =
        temporary.create(learningRate * secondCorrection / (1 - Math.pow(BETA_1, steps)));
    NDArray epsilon = temporary.create(EPSILON * secondCorrection);
    weights.forEach(
        (name, weight) -> {
          NDArray gradient = weight.getGradient();
          gradient.attach(temporary);
          NDList w = parts(weight, temporary);
          NDList g = parts(gradient, temporary);
          NDList m = parts(firstMoments.get(name), temporary);
          NDList v = parts(secondMoments.get(name), temporary);
          for (int i = 0; i < w.size(); i++) {
            update(w.get(i), g.get(i), m.get(i), v.get(i), stepSize, epsilon);
          }
          gradient.muli(0);
        });
  }

  /** The array itself, or views of its parts in order. */
  private NDList parts(NDArray array, NDManager temporary) {
    if (!divides || array.size() <= PART) {
      return new NDList(array);
    }
    NDArray row = array.reshape(array.size());
    long[] ends =
        LongStream.range(1, (array.size() + PART - 1) / PART).map(i -> i * PART).toArray();
    NDList parts = row.split(ends);
    row.attach(temporary);
    parts.attach(temporary);
    return parts;
  }

  /** The paper's update of weights w with gradients g and moments m and v. */
  private void update(
      NDArray w, NDArray g, NDArray m, NDArray v, NDArray stepSize, NDArray epsilon) {
    try (NDArray share = g.mul(firstShare)) {
      m.muli(firstDecay).addi(share);
    }
    try (NDArray square = g.square()) {
      v.muli(secondDecay).addi(square.muli(secondShare));
    }
    try (NDArray root = v.sqrt();
        NDArray ratio = m.div(root.addi(epsilon))) {
      w.subi(ratio.muli(stepSize));
    }
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
