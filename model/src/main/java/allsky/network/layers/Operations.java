package allsky.network.layers;

import java.util.List;

/**
 * The operations that layers consist of. {@code ForwardPass} computes them on arrays, {@code
 * DryRun} on shapes, and {@code OnnxGraph} writes them as ONNX nodes.
 *
 * @param <V> what an operation takes and returns
 */
public interface Operations<V> {

  /**
   * A convolution with its bias or batch normalisation, without its ReLU.
   *
   * @param path prefix of the weights' names
   */
  V convolution(String path, V input, Convolution convolution);

  /**
   * A fully connected layer with a bias: (batch, n) to (batch, units).
   *
   * @param path prefix of the weights' names
   */
  V linear(String path, V input, int units);

  /** The largest value below the kernel. */
  V maxPool(V input, Kernel kernel);

  /** The average of each channel: (batch, channels, 1, 1). */
  V globalAverage(V input);

  /** The maximum of each channel: (batch, channels, 1, 1). */
  V globalMaximum(V input);

  /** The average of all channels in each pixel: (batch, 1, height, width). */
  V channelAverage(V input);

  /** The maximum of all channels in each pixel: (batch, 1, height, width). */
  V channelMaximum(V input);

  /** All values of an image in one row: (batch, n). */
  V flatten(V input);

  V relu(V input);

  V sigmoid(V input);

  /** The sum of two inputs of the same shape. */
  V add(V left, V right);

  /** The product. The right input may have size 1 on an axis; it is then repeated along it. */
  V multiply(V left, V right);

  /** The channels of all inputs, in their order. */
  V concatenate(List<V> inputs);
}
