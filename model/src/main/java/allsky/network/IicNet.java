package allsky.network;

import static allsky.network.layers.Layer.named;

import allsky.network.layers.Cbam;
import allsky.network.layers.Convolution;
import allsky.network.layers.Kernel;
import allsky.network.layers.Linear;
import allsky.network.layers.MaxPool;
import allsky.network.layers.ReceptiveFieldBlock;
import allsky.network.layers.WeightlessLayer;

/**
 * IICnet, the Infrared Image Classification network of Zhao et al. 2023 (section 3.1, figure 7).
 *
 * <p>The paper gives the modules and their order: five convolutions, three down-samplings, one RFB,
 * two CBAMs, softmax at the end; 1.75M parameters and 218.66M operations (table 3). It does not
 * give the widths. The widths here are a reconstruction: of all plans with widths that double, the
 * one closest to the paper's number of parameters. It has 1,749,011 parameters, 216.95M
 * multiply-adds and 219.09M operations as table 3 counts them (see {@link LayerTable}).
 */
public final class IicNet {

  public static final String NAME = "IICnet";

  /** Numbers of the embedding: the averages of the last convolution's channels. */
  public static final int EMBEDDING_SIZE = 512;

  private IicNet() {}

  /** The network without weights; {@link Network#initialize} or {@link Network#load} gives them. */
  public static Network of(NetworkShape shape) {
    return Network.of(
        NAME,
        shape,
        named("conv1", Convolution.relu(64, Kernel.of(shape.stemKernel()).stride(2))), // 80 -> 40
        named("rfb", ReceptiveFieldBlock.of(64, 64)),
        named("cbam1", new Cbam(64)),
        named("pool1", MaxPool.halving()), // 40 -> 20
        named("conv2", Convolution.relu(128, Kernel.of(3))),
        named("pool2", MaxPool.halving()), // 20 -> 10
        named("conv3", Convolution.relu(128, Kernel.of(3))),
        named("conv4", Convolution.relu(256, Kernel.of(3))),
        named("conv5", Convolution.relu(EMBEDDING_SIZE, Kernel.of(3))),
        named("cbam2", new Cbam(EMBEDDING_SIZE)),
        named("average", WeightlessLayer.GLOBAL_AVERAGE),
        named("head", named("fc", new Linear(shape.classes().size()))));
  }
}
