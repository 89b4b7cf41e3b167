package allsky.network.layers;

import ai.djl.ndarray.types.Shape;

/**
 * Max pooling: the maximum of the pixels under a kernel.
 *
 * @param coversEdge true if an additional row and column of kernels covers the remaining pixels at
 *     the edge when the side is not a multiple of the stride (PyTorch's ceil_mode)
 */
public record MaxPool(Kernel kernel, boolean coversEdge) implements Layer {

  public MaxPool(Kernel kernel) {
    this(kernel, false);
  }

  /** The maximum of each 2 x 2 square, which halves the sides. */
  public static MaxPool halving() {
    return new MaxPool(Kernel.of(2).stride(2));
  }

  /** Shape of the output for an input. */
  public Shape outputShape(Shape input) {
    long left = kernel.stride() - 1L;
    Shape covered =
        coversEdge
            ? new Shape(input.get(0), input.get(1), input.get(2) + left, input.get(3) + left)
            : input;
    return kernel.outputShape(covered, input.get(1));
  }

  @Override
  public <V> V apply(Operations<V> on, String path, V input) {
    return on.maxPool(input, this);
  }
}
