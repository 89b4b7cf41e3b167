package allsky.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.initializer.Initializer;
import java.util.SplittableRandom;

/**
 * PyTorch's default weights: uniform within 1/sqrt(inputs of one unit) of zero (LeCun et al. 1998,
 * "Efficient BackProp", section 4.6).
 *
 * <p>Drawn in Java, so that a seed gives the same weights on every device.
 */
final class FanInUniform implements Initializer {

  private final SplittableRandom random;

  FanInUniform(long seed) {
    this.random = new SplittableRandom(seed);
  }

  @Override
  public NDArray initialize(NDManager manager, Shape shape, DataType type) {
    int size = Math.toIntExact(shape.size());
    double bound = 1 / Math.sqrt((double) size / shape.get(0));
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
    }
    return manager.create(values, shape);
  }
}
