package allsky.network.architecture;

import static allsky.network.layers.Convolution.linear;
import static allsky.network.layers.Convolution.relu;
import static allsky.network.layers.Layer.named;

import allsky.network.layers.Branches;
import allsky.network.layers.Chain;
import allsky.network.layers.Kernel;
import allsky.network.layers.Layer;
import allsky.network.layers.Linear;
import allsky.network.layers.MaxPool;
import allsky.network.layers.WeightlessLayer;
import java.util.ArrayList;
import java.util.List;

/**
 * ResNet34 of He et al. 2016 (table 1), with projection shortcuts where the number of channels
 * changes (option B).
 *
 * <p>As published it has 21,286,211 parameters. The row of the paper's table 3 belongs to a wider
 * network: stages of 128, 256, 512 and 512 channels, each with a projection in its first block.
 * That has 46,994,499 parameters.
 */
final class ResNet34 {

  private static final int[] BLOCKS = {3, 4, 6, 3};

  private ResNet34() {}

  static List<Layer.Named> asPublished(int classes) {
    return layers(classes, 64, 128, 256, 512);
  }

  static List<Layer.Named> wide(int classes) {
    return layers(classes, 128, 256, 512, 512);
  }

  private static List<Layer.Named> layers(int classes, int... filters) {
    List<Layer.Named> layers = new ArrayList<>();
    layers.add(named("conv1", relu(64, Kernel.of(7).stride(2))));
    layers.add(named("pool1", new MaxPool(Kernel.of(3).stride(2))));
    int channels = 64;
    for (int stage = 0; stage < BLOCKS.length; stage++) {
      int stride = stage == 0 ? 1 : 2;
      layers.add(
          named("layer" + (stage + 1), stage(channels, filters[stage], stride, BLOCKS[stage])));
      channels = filters[stage];
    }
    layers.add(named("average", WeightlessLayer.GLOBAL_AVERAGE));
    layers.add(named("fc", new Linear(classes)));
    return layers;
  }

  private static Layer stage(int channels, int filters, int stride, int blocks) {
    boolean projects = stride != 1 || channels != filters;
    Layer[] all = new Layer[blocks];
    all[0] = block(filters, stride, projects ? projection(filters, stride) : Chain.of());
    for (int i = 1; i < blocks; i++) {
      all[i] = block(filters, 1, Chain.of());
    }
    return Chain.numbered("block", all);
  }

  private static Layer projection(int filters, int stride) {
    return named("downsample", linear(filters, Kernel.of(1).stride(stride)));
  }

  /** The basic block (figure 2). */
  private static Layer block(int filters, int stride, Layer shortcut) {
    Layer convolutions =
        Chain.numbered(
            "conv", relu(filters, Kernel.of(3).stride(stride)), linear(filters, Kernel.of(3)));
    return Chain.of(Branches.sum(convolutions, shortcut), WeightlessLayer.RELU);
  }
}
