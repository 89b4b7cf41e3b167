package allsky.network.layers;

import ai.djl.ndarray.types.Shape;

/**
 * The window of a convolution or of a pool.
 *
 * @param height rows
 * @param width columns
 * @param stride step in pixels along both axes
 * @param dilation distance in pixels between two taps
 * @param rowPadding rows that are added above the image, and the same number below
 * @param columnPadding columns that are added on the left, and the same number on the right
 */
public record Kernel(
    int height, int width, int stride, int dilation, int rowPadding, int columnPadding) {

  public Kernel {
    if (Math.min(height, width) < 1 || Math.min(stride, dilation) < 1) {
      throw new IllegalArgumentException(
          "Invalid kernel (sides, stride and dilation of 1 or more): %d x %d, %d, %d"
              .formatted(height, width, stride, dilation));
    }
    if (Math.min(rowPadding, columnPadding) < 0) {
      throw new IllegalArgumentException(
          "Invalid padding (0 or more): %d rows, %d columns".formatted(rowPadding, columnPadding));
    }
  }

  public static Kernel of(int side) {
    return of(side, side);
  }

  /** A kernel with the padding that keeps the size of the image, if the sides are odd. */
  public static Kernel of(int height, int width) {
    return new Kernel(height, width, 1, 1, (height - 1) / 2, (width - 1) / 2);
  }

  public Kernel stride(int pixels) {
    return new Kernel(height, width, pixels, dilation, rowPadding, columnPadding);
  }

  /** The same kernel with dilation and the padding that keeps the size of the image. */
  public Kernel dilation(int pixels) {
    return new Kernel(
        height, width, stride, pixels, pixels * (height - 1) / 2, pixels * (width - 1) / 2);
  }

  public Kernel padding(int pixels) {
    return new Kernel(height, width, stride, dilation, pixels, pixels);
  }

  /** Shape of the output with {@code channels} channels for an input. */
  public Shape outputShape(Shape input, long channels) {
    long rows = outputSide(input.get(2), height, rowPadding);
    long columns = outputSide(input.get(3), width, columnPadding);
    if (Math.min(rows, columns) < 1) {
      throw new IllegalArgumentException(
          "Invalid input of a kernel of %d x %d pixels (larger): %s"
              .formatted(height, width, input));
    }
    return new Shape(input.get(0), channels, rows, columns);
  }

  private long outputSide(long side, int taps, int padding) {
    return Math.floorDiv(side + 2L * padding - dilation * (taps - 1L) - 1, (long) stride) + 1;
  }
}
