package allsky.network.engine;

import ai.djl.ndarray.NDArray;

/**
 * Numbers as arrays, for operations of which gradients are calculated. DJL's {@code mul(Number)}
 * and {@code div(Number)} free the number's memory at their end, but PyTorch reads it again for the
 * gradient. If the garbage collector runs between, the gradient is wrong. An array of this class
 * lives as long as the manager of the other operand.
 */
public final class Scalars {

  private Scalars() {}

  /** The array times a number. */
  public static NDArray times(NDArray array, double number) {
    return array.mul(array.getManager().create(number));
  }

  /** The array divided by a number. */
  public static NDArray dividedBy(NDArray array, float number) {
    return array.div(array.getManager().create(number));
  }
}
