package allsky.network.layers;

import static allsky.network.layers.Convolution.linear;
import static allsky.network.layers.Convolution.relu;

/**
 * The Receptive Field Block of the paper's figure 9: four branches with increasing receptive
 * fields, concatenated and added to a shortcut.
 *
 * <p>This is the variant RFB-s of Liu, Huang and Wang 2018 (ECCV, "Receptive Field Block Net",
 * figure 4b), with an eighth of the input's channels in each branch. The output is relu(0.1 joined
 * + shortcut).
 */
public final class ReceptiveFieldBlock {

  /** Factor of the concatenated branches, as in the code of Liu et al. */
  private static final double BRANCH_SCALE = 0.1;

  private ReceptiveFieldBlock() {}

  /**
   * @param inputChannels channels of the input, a multiple of 16
   * @param filters channels of the output
   */
  public static Layer of(int inputChannels, int filters) {
    if (inputChannels % 16 != 0) {
      throw new IllegalArgumentException(
          "Invalid channels of a receptive field block (a multiple of 16): " + inputChannels);
    }
    int width = inputChannels / 8;
    Convolution point = relu(width, Kernel.of(1));
    Convolution tall = relu(width, Kernel.of(3, 1));
    Convolution wide = relu(width, Kernel.of(1, 3));
    Convolution dilated = linear(width, Kernel.of(3).dilation(3));
    Convolution far = linear(width, Kernel.of(3).dilation(5));
    Layer branches =
        Branches.concatenated(
            Chain.numbered("near", point, linear(width, Kernel.of(3))),
            Chain.numbered("tall", point, tall, dilated),
            Chain.numbered("wide", point, wide, dilated),
            Chain.numbered(
                "far",
                relu(width / 2, Kernel.of(1)),
                relu(width * 3 / 4, Kernel.of(1, 3)),
                tall,
                far));
    Layer joined = Layer.named("joined", linear(filters, Kernel.of(1)).scaled(BRANCH_SCALE));
    Layer shortcut = Layer.named("shortcut", linear(filters, Kernel.of(1)));
    return Chain.of(Branches.sum(Chain.of(branches, joined), shortcut), WeightlessLayer.RELU);
  }
}
