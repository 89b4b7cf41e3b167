package allsky.network.layers;

import java.util.List;

/**
 * Squeeze and excitation: weights each channel by a function of the channel averages (Hu et al.
 * 2018, section 3), with SiLU between the two layers.
 *
 * @param channels channels of the input and of the output
 * @param hidden number of hidden units
 */
public record SqueezeExcitation(int channels, int hidden) implements Layer {

  @Override
  public List<String> names() {
    return List.of("squeeze", "excite");
  }

  @Override
  public <V> V apply(Operations<V> on, String path, V input) {
    Convolution squeeze =
        Convolution.biased(hidden, Kernel.of(1)).with(Convolution.Activation.SILU);
    Convolution excite =
        Convolution.biased(channels, Kernel.of(1)).with(Convolution.Activation.NONE);
    V weights =
        Chain.of(Layer.named("squeeze", squeeze), Layer.named("excite", excite))
            .apply(on, path, on.globalAverage(input));
    return on.multiply(input, on.sigmoid(weights));
  }
}
