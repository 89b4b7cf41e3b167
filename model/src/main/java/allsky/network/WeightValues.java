package allsky.network;

/** The weights of a network by their names. */
interface WeightValues {

  /**
   * The values of a weight in row-major order. The caller does not change them.
   *
   * @throws IllegalArgumentException if the network has no weight of this name
   */
  float[] values(String name);

  /** The tensors of a file. */
  static WeightValues of(TensorFile file) {
    return name -> {
      Tensor tensor = file.tensors().get(name);
      if (tensor == null) {
        throw new IllegalArgumentException("Invalid name of a weight (not in the file): " + name);
      }
      return tensor.values();
    };
  }
}
