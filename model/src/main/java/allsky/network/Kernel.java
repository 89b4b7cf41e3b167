package allsky.network;

import ai.djl.ndarray.types.Shape;

/**
 * A convolution's kernel. The padding keeps the size of the image at stride 1.
 *
 * @param height rows, odd
 * @param width columns, odd
 * @param stride step in pixels along both axes
 * @param dilation distance in pixels between two taps
 */
record Kernel(int height, int width, int stride, int dilation) {

  static Kernel of(int side) {
    return of(side, side);
  }

  static Kernel of(int height, int width) {
    return new Kernel(height, width, 1, 1);
  }

  Kernel stride(int pixels) {
    return new Kernel(height, width, pixels, dilation);
  }

  Kernel dilation(int pixels) {
    return new Kernel(height, width, stride, pixels);
  }

  Shape shape() {
    return new Shape(height, width);
  }

  int rowPadding() {
    return dilation * (height - 1) / 2;
  }

  int columnPadding() {
    return dilation * (width - 1) / 2;
  }

  /** Shape of the output with {@code filters} channels for an input. */
  Shape outputShape(Shape input, long filters) {
    return new Shape(
        input.get(0), filters, (input.get(2) - 1) / stride + 1, (input.get(3) - 1) / stride + 1);
  }

  /** Multiply-adds of a convolution from the channels of {@code input} to {@code filters}. */
  long multiplyAdds(Shape input, long filters) {
    Shape output = outputShape(input, filters);
    return input.get(1) * height * width * filters * output.get(2) * output.get(3);
  }
}
