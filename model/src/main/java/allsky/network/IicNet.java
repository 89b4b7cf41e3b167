package allsky.network;

/**
 * IICnet, the Infrared Image Classification network of Zhao et al. 2023 (section 3.1, figure 7).
 *
 * <p>The paper gives the modules and their order: five convolutions, three down-samplings, one RFB,
 * two CBAMs, softmax at the end; 1.75M parameters and 218.66M multiply-adds (table 3). It does not
 * give the widths. Those here are a reconstruction: of all plans with widths that double, the one
 * closest to the paper's number of parameters. It has 1,749,011 parameters and 219.53M
 * multiply-adds.
 */
public final class IicNet {

  public static final String NAME = "IICnet";

  /** Numbers of the embedding: the averages of the last convolution's channels. */
  public static final int EMBEDDING_SIZE = 512;

  private IicNet() {}

  /** The network without weights; {@link Network#initialize} or {@link Network#load} gives them. */
  public static Network of(NetworkShape shape) {
    return Network.named(NAME, shape)
        .then("conv1", Convolution.relu(64, Kernel.of(shape.stemKernel()).stride(2))) // 80 -> 40
        .then("rfb", new ReceptiveFieldBlock(64, 64))
        .then("cbam1", new Cbam(64))
        .then("pool1", new MaxPool()) // 40 -> 20
        .then("conv2", Convolution.relu(128, Kernel.of(3)))
        .then("pool2", new MaxPool()) // 20 -> 10
        .then("conv3", Convolution.relu(128, Kernel.of(3)))
        .then("conv4", Convolution.relu(256, Kernel.of(3)))
        .then("conv5", Convolution.relu(EMBEDDING_SIZE, Kernel.of(3)))
        .then("cbam2", new Cbam(EMBEDDING_SIZE))
        .then("average", new GlobalAverage())
        .then("head", new Head(shape.classes().size()))
        .build();
  }
}
