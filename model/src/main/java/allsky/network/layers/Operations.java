package allsky.network.layers;

import java.util.List;

/**
 * The operations that layers consist of. {@code ForwardPass} computes them on arrays, {@code
 * DryRun} on shapes, and {@code OnnxGraph} writes them as ONNX nodes.
 *
 * @param <V> the type of the values: arrays, shapes or names
 */
public interface Operations<V> {

  /**
   * A convolution with its bias or batch normalisation, without its activation.
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

  /**
   * Batch normalisation without a convolution.
   *
   * @param path prefix of the weights' names
   */
  V batchNormalisation(String path, V input);

  /** A RepVGG block; an export may write its branches as one convolution. */
  default V repVgg(String path, V input, RepVggBlock block) {
    return block.branches().apply(this, path, input);
  }

  /**
   * Dropout: in training, a random share of the values becomes zero; otherwise the input is
   * unchanged.
   */
  V dropout(V input, double share);

  /** The averages that the layer describes. */
  V adaptiveAverage(V input, AdaptiveAverage layer);

  /** The maximum of the values under the kernel. */
  V maxPool(V input, MaxPool pool);

  /** The average of each channel: (batch, channels, 1, 1). */
  V globalAverage(V input);

  /** The maximum of each channel: (batch, channels, 1, 1). */
  V globalMaximum(V input);

  /** The average of all channels in each pixel: (batch, 1, height, width). */
  V channelAverage(V input);

  /** The maximum of all channels in each pixel: (batch, 1, height, width). */
  V channelMaximum(V input);

  /** The part of each row as an image: (batch, n) to (batch, channels, height, width). */
  V part(V input, InputPart part);

  /** All values of an image in one row: (batch, n). */
  V flatten(V input);

  V relu(V input);

  V sigmoid(V input);

  /** The sum of two inputs of the same shape. */
  V add(V left, V right);

  /** The product. If the right input has size 1 on an axis, it is repeated along this axis. */
  V multiply(V left, V right);

  /** The channels of all inputs, in their order. */
  V concatenate(List<V> inputs);
}
