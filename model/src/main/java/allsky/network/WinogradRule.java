package allsky.network;

import ai.djl.ndarray.types.Shape;
import allsky.network.layers.Convolution;
import allsky.network.layers.Kernel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Says which convolutions are faster as {@link WinogradNodes}. The rule was measured with ONNX
 * Runtime on 3x3 convolutions of maps of 2 to 40 pixels a side with 64 to 512 channels.
 */
final class WinogradRule {

  /** Only 3x3 kernels that move by one pixel and keep the size of the image. */
  private static final Kernel KERNEL = Kernel.of(WinogradTransform.TAPS);

  /** The time to transform one value of a tile, in multiply-adds of a product of matrices. */
  private static final double TRANSFORM = 110;

  /** The smallest expected gain; near 1 the estimate is not reliable. */
  private static final double LEAST_GAIN = 1.3;

  /** With larger maps the arrays of the tiles do not fit into the caches of a processor. */
  private static final int LARGEST_SIDE = 20;

  /** The most transformed weights of a network, 64 MiB; IICnet needs 34 MiB. */
  private static final long MAX_WEIGHTS = 1L << 24;

  /** The most parameters of a network, 128 MiB: each graph needs a copy of them. */
  private static final long MAX_PARAMETERS = 1L << 25;

  private WinogradRule() {}

  /** The inputs of the convolutions of a network; none if it has too many parameters. */
  static Map<String, Shape> inputs(Network network) {
    long parameters = network.weightShapes().values().stream().mapToLong(Shape::size).sum();
    return parameters > MAX_PARAMETERS ? Map.of() : inputs(network.exportedConvolutions());
  }

  /**
   * The shapes of the inputs of the convolutions that become Winograd convolutions, by path. The
   * transformed weights of a large network need too much memory; its last convolutions stay as they
   * are.
   */
  static Map<String, Shape> inputs(List<DryRun.Convolved> convolutions) {
    Map<String, Shape> inputs = new HashMap<>();
    long weights = 0;
    for (DryRun.Convolved use : convolutions) {
      long more = weights(use.input().get(1), use.convolution().filters());
      if (pays(use.convolution(), use.input()) && weights + more <= MAX_WEIGHTS) {
        inputs.put(use.path(), use.input());
        weights += more;
      }
    }
    // A layer that is used twice has one path and may have two shapes.
    convolutions.stream()
        .filter(use -> !use.input().equals(inputs.getOrDefault(use.path(), use.input())))
        .forEach(use -> inputs.remove(use.path()));
    return inputs;
  }

  private static long weights(long channels, int filters) {
    return channels * filters * WinogradTransform.WINDOW * WinogradTransform.WINDOW;
  }

  /** True if a convolution is expected to be faster as Winograd convolution. */
  static boolean pays(Convolution convolution, Shape input) {
    return convolution.kernel().equals(KERNEL)
        && convolution.groups() == 1
        && Math.max(input.get(2), input.get(3)) <= LARGEST_SIDE
        && gain((double) input.get(1), convolution.filters(), input.get(2), input.get(3))
            >= LEAST_GAIN;
  }

  /** The expected time of the direct convolution divided by the time as Winograd convolution. */
  private static double gain(double channels, double filters, long rows, long columns) {
    double taps = WinogradTransform.TAPS * WinogradTransform.TAPS;
    double products =
        (double) WinogradTransform.WINDOW * WinogradTransform.WINDOW * tiles(rows) * tiles(columns);
    double direct = taps * rows * columns * channels * filters;
    return direct / (products * (channels * filters + TRANSFORM * (channels + filters)));
  }

  private static int tiles(long side) {
    return WinogradTransform.tiles(Math.toIntExact(side));
  }
}
