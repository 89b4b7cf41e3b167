package allsky.network.architecture;

import static allsky.network.layers.Layer.named;

import allsky.network.layers.Cbam;
import allsky.network.layers.Convolution;
import allsky.network.layers.Kernel;
import allsky.network.layers.Layer;
import allsky.network.layers.Linear;
import allsky.network.layers.MaxPool;
import allsky.network.layers.ReceptiveFieldBlock;
import allsky.network.layers.WeightlessLayer;
import java.util.List;

/**
 * IICnet, the Infrared Image Classification network of Zhao et al. 2023 (section 3.1, figure 7).
 *
 * <p>The paper gives the modules and their order: five convolutions, three down-samplings, one RFB,
 * two CBAMs, softmax at the end; 1.75M parameters and 218.66M operations (table 3). It does not
 * give the widths of the layers. The widths here are a reconstruction: of all plans in which the
 * widths double, this one is closest to the paper's number of parameters. The network has 1,749,011
 * parameters, 216.95M multiply-adds and 219.09M operations as table 3 counts them (see {@link
 * allsky.network.LayerTable}).
 */
final class IicNet {

  /** The width of the first convolution; the widths of the others are multiples of it. */
  private static final int WIDTH = 64;

  private IicNet() {}

  static List<Layer.Named> layers(int stemKernel, int classes) {
    return layers(WIDTH, stemKernel, classes);
  }

  /**
   * IICnet with half of the channels in each layer. It has 439,639 parameters, 14.08M multiply-adds
   * at side 40 and 56.28M at side 80.
   */
  static List<Layer.Named> halfWidths(int stemKernel, int classes) {
    return layers(WIDTH / 2, stemKernel, classes);
  }

  private static List<Layer.Named> layers(int width, int stemKernel, int classes) {
    return List.of(
        named("conv1", Convolution.relu(width, Kernel.of(stemKernel).stride(2))), // 80 -> 40
        named("rfb", ReceptiveFieldBlock.of(width, width)),
        named("cbam1", new Cbam(width)),
        named("pool1", MaxPool.halving()), // 40 -> 20
        named("conv2", Convolution.relu(2 * width, Kernel.of(3))),
        named("pool2", MaxPool.halving()), // 20 -> 10
        named("conv3", Convolution.relu(2 * width, Kernel.of(3))),
        named("conv4", Convolution.relu(4 * width, Kernel.of(3))),
        named("conv5", Convolution.relu(8 * width, Kernel.of(3))),
        named("cbam2", new Cbam(8 * width)),
        named("average", WeightlessLayer.GLOBAL_AVERAGE),
        named("head", named("fc", new Linear(classes))));
  }
}
