package allsky.network.architecture;

import static allsky.network.layers.Layer.named;

import allsky.network.layers.Chain;
import allsky.network.layers.Convolution;
import allsky.network.layers.Convolution.Addition;
import allsky.network.layers.Kernel;
import allsky.network.layers.Layer;
import allsky.network.layers.Linear;
import allsky.network.layers.WeightlessLayer;
import java.util.ArrayList;
import java.util.List;

/**
 * MobileNet of Howard et al. 2017 (table 1): depthwise separable convolutions.
 *
 * <p>Each convolution has a bias before its batch normalisation, as in the network that the paper's
 * table 3 counts: 3,220,995 parameters. The biases do not change which functions the network can
 * represent. Without them it has 3,210,051 parameters.
 */
final class MobileNet {

  private static final int[] FILTERS = {
    64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024
  };

  private MobileNet() {}

  static List<Layer.Named> layers(int classes) {
    List<Layer.Named> layers = new ArrayList<>();
    layers.add(named("conv1", convolution(32, Kernel.of(3).stride(2))));
    int channels = 32;
    for (int i = 0; i < FILTERS.length; i++) {
      boolean halves = channels > 32 && channels < FILTERS[i];
      layers.add(named("block" + (i + 1), separable(channels, FILTERS[i], halves ? 2 : 1)));
      channels = FILTERS[i];
    }
    layers.add(named("average", WeightlessLayer.GLOBAL_AVERAGE));
    layers.add(named("fc", new Linear(classes)));
    return layers;
  }

  private static Layer separable(int channels, int filters, int stride) {
    return Chain.of(
        named("depthwise", convolution(channels, Kernel.of(3).stride(stride)).depthwise()),
        named("pointwise", convolution(filters, Kernel.of(1))));
  }

  private static Convolution convolution(int filters, Kernel kernel) {
    return Convolution.relu(filters, kernel).with(Addition.BIAS_AND_BATCH_NORMALISATION);
  }
}
