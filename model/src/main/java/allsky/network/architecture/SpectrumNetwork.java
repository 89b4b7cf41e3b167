package allsky.network.architecture;

import static allsky.network.layers.Layer.named;

import allsky.network.layers.Convolution;
import allsky.network.layers.Kernel;
import allsky.network.layers.Layer;
import allsky.network.layers.Linear;
import allsky.network.layers.MaxPool;
import allsky.network.layers.WeightlessLayer;
import java.util.List;

/**
 * The network for spectra: five convolutions along the wavelength, with shorter kernels and more
 * filters from layer to layer, then the average and the maximum of each filter. A spectrum is an
 * image of one row. The network has 88,211 parameters and 5.78 million multiply-adds for 948
 * wavelengths. It is our own design; the paper does not describe its spectrum classifier.
 */
public final class SpectrumNetwork {

  private SpectrumNetwork() {}

  /** From rows of flux to logits. */
  public static List<Layer.Named> layers(int classes) {
    return List.of(
        named("conv1", Convolution.relu(16, Kernel.of(1, 15).stride(2))), // 948 -> 474
        named("pool1", halving()), // 474 -> 237
        named("conv2", Convolution.relu(32, Kernel.of(1, 9))),
        named("pool2", halving()), // 237 -> 118
        named("conv3", Convolution.relu(64, Kernel.of(1, 7))),
        named("pool3", halving()), // 118 -> 59
        named("conv4", Convolution.relu(96, Kernel.of(1, 5))),
        named("pool4", halving()), // 59 -> 29
        named("conv5", Convolution.relu(128, Kernel.of(1, 3))),
        named("average", WeightlessLayer.GLOBAL_AVERAGE_AND_MAXIMUM),
        named("head", named("fc", new Linear(classes))));
  }

  /** The maximum of two neighbouring wavelengths. */
  private static MaxPool halving() {
    return new MaxPool(Kernel.of(1, 2).stride(2));
  }
}
