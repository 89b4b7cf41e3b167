package allsky.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The weights of a network on a device, in the network's order, with PyTorch's names such as {@code
 * conv1.conv.weight}. Closing the NDManager that owns them frees them.
 */
public final class StateDict implements WeightValues {

  private final Map<String, NDArray> arrays = new LinkedHashMap<>();
  private final Map<String, NDArray> trainable = new LinkedHashMap<>();

  private final NDManager manager;

  private StateDict(NDManager manager) {
    this.manager = manager;
  }

  /** Initial weights. */
  static StateDict initial(
      Map<String, WeightShape> weights, NDManager manager, WeightInitializer initializer) {
    StateDict dict = new StateDict(manager);
    weights.forEach(
        (name, weight) -> {
          NDArray array = initializer.array(manager, weight);
          dict.arrays.put(name, array);
          if (weight.trainable()) {
            array.setRequiresGradient(true);
            dict.trainable.put(name, array);
          }
        });
    return dict;
  }

  /**
   * Copies the tensors of a file into the weights, by name.
   *
   * @throws allsky.UserError if a tensor is missing, unknown or of another shape
   */
  void copyFrom(TensorFile file) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    arrays.forEach((name, array) -> shapes.put(name, array.getShape()));
    file.require(shapes).forEach((name, tensor) -> tensor.copyTo(arrays.get(name)));
  }

  /** Copies of all weights. */
  public Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    arrays.forEach((name, array) -> tensors.put(name, Tensor.of(array)));
    return tensors;
  }

  /** All weights by name; the arrays themselves, not copies. */
  public Map<String, NDArray> arrays() {
    return Collections.unmodifiableMap(arrays);
  }

  /** The weights that training changes. */
  public Map<String, NDArray> trainable() {
    return Collections.unmodifiableMap(trainable);
  }

  /** Ends the training of the weights, so that forward passes keep no data for gradients. */
  public void freeze() {
    trainable.values().forEach(array -> array.setRequiresGradient(false));
  }

  /** The owner of the weights. */
  NDManager manager() {
    return manager;
  }

  /** The array itself, not a copy. */
  NDArray array(String name) {
    NDArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException("Invalid name of a weight (not in the network): " + name);
    }
    return array;
  }

  @Override
  public float[] values(String name) {
    return array(name).toFloatArray();
  }
}
