package allsky.network;

import ai.djl.ndarray.types.Shape;
import java.util.List;

/** What a weight is for, and its shape. */
record WeightShape(Role role, Shape shape) {

  /** What weights are for. */
  enum Role {
    /** Factors on the inputs of a convolution or a fully connected layer. */
    FACTOR("weight"),
    BIAS("bias"),
    GAMMA("weight"),
    BETA("bias"),
    RUNNING_MEAN("running_mean"),
    RUNNING_VARIANCE("running_var");

    /** The weights of batch normalisation, in PyTorch's order. */
    static final List<Role> BATCH_NORMALISATION =
        List.of(GAMMA, BETA, RUNNING_MEAN, RUNNING_VARIANCE);

    private final String pytorchName;

    Role(String pytorchName) {
      this.pytorchName = pytorchName;
    }

    /** PyTorch's name of such a weight in the layer of a path. */
    String in(String path) {
      return path + pytorchName;
    }
  }

  /** Whether training changes the weight; the statistics of batches are only recorded. */
  boolean trainable() {
    return role != Role.RUNNING_MEAN && role != Role.RUNNING_VARIANCE;
  }
}
