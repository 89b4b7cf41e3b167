package allsky.network.layers;

import java.util.List;

/**
 * The Convolutional Block Attention Module of the paper's figure 10 (Woo et al. 2018). It first
 * weights the channels, then the pixels.
 *
 * @param channels channels of the input and of the output, a multiple of 16
 */
public record Cbam(int channels) implements Layer {

  /** Number of channels divided by hidden units of the shared perceptron, as in Woo et al. */
  private static final int REDUCTION = 16;

  public Cbam {
    if (channels < REDUCTION || channels % REDUCTION != 0) {
      throw new IllegalArgumentException(
          "Invalid channels of an attention module (a multiple of 16): " + channels);
    }
  }

  @Override
  public List<String> names() {
    return List.of("squeeze", "excite", "places");
  }

  @Override
  public <V> V apply(Operations<V> on, String path, V input) {
    V refined = on.multiply(input, channelAttention(on, path, input));
    return on.multiply(refined, spatialAttention(on, path, refined));
  }

  /** Equation 1: M_c(F) = sigma(MLP(AvgPool(F)) + MLP(MaxPool(F))); both pools share the MLP. */
  private <V> V channelAttention(Operations<V> on, String path, V input) {
    V average = perceptron().apply(on, path, on.globalAverage(input));
    V maximum = perceptron().apply(on, path, on.globalMaximum(input));
    return on.sigmoid(on.add(average, maximum));
  }

  /** MLP(x) = W_1 relu(W_0 x). */
  private Layer perceptron() {
    return Chain.of(
        Layer.named("squeeze", Convolution.plain(channels / REDUCTION, Kernel.of(1))),
        WeightlessLayer.RELU,
        Layer.named("excite", Convolution.plain(channels, Kernel.of(1))));
  }

  /** Equation 2: M_s(F) = sigma(f^{7x7}([AvgPool(F); MaxPool(F)])), pooled over the channels. */
  private <V> V spatialAttention(Operations<V> on, String path, V input) {
    V pooled = on.concatenate(List.of(on.channelAverage(input), on.channelMaximum(input)));
    Layer places = Layer.named("places", Convolution.plain(1, Kernel.of(7)));
    return on.sigmoid(places.apply(on, path, pooled));
  }
}
