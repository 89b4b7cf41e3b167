package allsky.network.architecture;

import static allsky.network.layers.Convolution.biased;
import static allsky.network.layers.Layer.named;

import allsky.network.layers.Branches;
import allsky.network.layers.Chain;
import allsky.network.layers.Dropout;
import allsky.network.layers.Kernel;
import allsky.network.layers.Layer;
import allsky.network.layers.Linear;
import allsky.network.layers.MaxPool;
import allsky.network.layers.WeightlessLayer;
import java.util.List;

/**
 * GoogLeNet of Szegedy et al. 2015 (table 1): real 5x5 convolutions, biases, no batch
 * normalisation. It has no auxiliary outputs and no local response normalisation, as the network in
 * the paper's table 3: 5,976,627 parameters.
 */
final class GoogLeNet {

  private static final MaxPool HALVING = new MaxPool(Kernel.of(3).stride(2).padding(0), true);

  private GoogLeNet() {}

  static List<Layer.Named> layers(int classes) {
    return List.of(
        named("conv1", biased(64, Kernel.of(7).stride(2))),
        named("pool1", HALVING),
        named("conv2", Chain.numbered("conv", biased(64, Kernel.of(1)), biased(192, Kernel.of(3)))),
        named("pool2", HALVING),
        named("inception3a", inception(64, 96, 128, 16, 32, 32)),
        named("inception3b", inception(128, 128, 192, 32, 96, 64)),
        named("pool3", HALVING),
        named("inception4a", inception(192, 96, 208, 16, 48, 64)),
        named("inception4b", inception(160, 112, 224, 24, 64, 64)),
        named("inception4c", inception(128, 128, 256, 24, 64, 64)),
        named("inception4d", inception(112, 144, 288, 32, 64, 64)),
        named("inception4e", inception(256, 160, 320, 32, 128, 128)),
        named("pool4", HALVING),
        named("inception5a", inception(256, 160, 320, 32, 128, 128)),
        named("inception5b", inception(384, 192, 384, 48, 128, 128)),
        named("average", Chain.of(WeightlessLayer.GLOBAL_AVERAGE, new Dropout(0.4))),
        named("fc", new Linear(classes)));
  }

  /** The inception module with the widths of table 1, in its order. */
  private static Layer inception(
      int point, int reduce3, int filters3, int reduce5, int filters5, int pooled) {
    return Branches.concatenated(
        named("point", biased(point, Kernel.of(1))),
        Chain.numbered("three", biased(reduce3, Kernel.of(1)), biased(filters3, Kernel.of(3))),
        Chain.numbered("five", biased(reduce5, Kernel.of(1)), biased(filters5, Kernel.of(5))),
        Chain.of(new MaxPool(Kernel.of(3)), named("pooled", biased(pooled, Kernel.of(1)))));
  }
}
