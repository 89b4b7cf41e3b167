package allsky.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;

/**
 * PyTorch's default weights, except that biases are zero. Factors are uniform within 1/sqrt(inputs
 * of one unit) of zero (LeCun et al. 1998, "Efficient BackProp", section 4.6). Batch normalisation
 * starts as the identity.
 *
 * <p>Factors are drawn in Java, so that a seed gives the same weights on every device.
 */
final class PytorchDefaultInitializer {

  private final SplittableRandom random;

  PytorchDefaultInitializer(long seed) {
    this.random = new SplittableRandom(seed);
  }

  NDArray array(NDManager manager, WeightShape weight) {
    return switch (weight.role()) {
      case FACTOR -> manager.create(factors(weight.shape()), weight.shape());
      case GAMMA, RUNNING_VARIANCE -> manager.ones(weight.shape());
      case BIAS, BETA, RUNNING_MEAN -> manager.zeros(weight.shape());
    };
  }

  private float[] factors(Shape shape) {
    int size = Math.toIntExact(shape.size());
    double bound = 1 / Math.sqrt((double) size / shape.get(0));
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
    }
    return values;
  }
}
