package allsky.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/** An array of floats with a shape, in Java memory, in row-major order. */
public final class Tensor {

  private final long[] shape;
  private final float[] values;

  private Tensor(long[] shape, float[] values) {
    if (new Shape(shape).size() != values.length) {
      throw new IllegalArgumentException(
          "Invalid tensor (shape %s, %d values)".formatted(Arrays.toString(shape), values.length));
    }
    this.shape = shape;
    this.values = values;
  }

  /** A tensor that uses these arrays without a copy. */
  public static Tensor of(long[] shape, float[] values) {
    return new Tensor(shape, values);
  }

  /** A copy of an array from an engine and a device. */
  public static Tensor of(NDArray array) {
    return new Tensor(array.getShape().getShape(), array.toFloatArray());
  }

  /** Copies the values into an array of the same shape, on any device. */
  public void copyTo(NDArray target) {
    if (!target.getShape().equals(new Shape(shape))) {
      throw new IllegalArgumentException(
          "Invalid shape of a tensor (%s): %s"
              .formatted(target.getShape(), Arrays.toString(shape)));
    }
    NDManager manager = target.getManager();
    try (NDArray source = manager.create(values, target.getShape())) {
      target.set(new NDIndex("..."), source);
    }
  }

  public long[] shape() {
    return shape.clone();
  }

  /** The values themselves, not a copy. */
  public float[] values() {
    return values;
  }
}
