package allsky.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import allsky.network.architecture.Initialisation;
import java.util.SplittableRandom;

/**
 * Draws the initial weights of a network. Factors are uniform between -g and g, where g is the
 * {@link Initialisation#gain} divided by the square root of the number of inputs of one unit.
 * Biases are zero. Batch normalisation starts as the identity.
 *
 * <p>Factors are drawn in Java, so a seed gives the same weights on every device.
 */
final class WeightInitializer {

  private final SplittableRandom random;
  private final double gain;

  WeightInitializer(long seed, Initialisation initialisation) {
    this.random = new SplittableRandom(seed);
    this.gain = initialisation.gain();
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
    double bound = gain / Math.sqrt((double) size / shape.get(0));
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
    }
    return values;
  }
}
