package allsky.network;

import ai.djl.ndarray.types.Shape;
import java.util.List;

/** The role and the shape of a weight. */
record WeightShape(Role role, Shape shape) {

  /** The role of a weight in its layer. */
  enum Role {
    /** Factors on the inputs of a convolution or a fully connected layer. */
    FACTOR("weight"),
    BIAS("bias"),
    GAMMA("weight"),
    BETA("bias"),
    RUNNING_MEAN("running_mean"),
    RUNNING_VARIANCE("running_var");

    /** The weights of batch normalisation, in the order of PyTorch. */
    static final List<Role> BATCH_NORMALISATION =
        List.of(GAMMA, BETA, RUNNING_MEAN, RUNNING_VARIANCE);

    private final String pytorchName;

    Role(String pytorchName) {
      this.pytorchName = pytorchName;
    }

    /** PyTorch's name of a weight with this role in the layer at a path. */
    String in(String path) {
      return path + pytorchName;
    }
  }

  /**
   * True if training changes the weight; false for the statistics of batches, which are only
   * recorded.
   */
  boolean trainable() {
    return role != Role.RUNNING_MEAN && role != Role.RUNNING_VARIANCE;
  }
}
