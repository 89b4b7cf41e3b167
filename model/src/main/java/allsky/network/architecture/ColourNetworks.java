package allsky.network.architecture;

import static allsky.network.layers.Layer.named;

import allsky.network.layers.Branches;
import allsky.network.layers.Chain;
import allsky.network.layers.Convolution;
import allsky.network.layers.Dropout;
import allsky.network.layers.InputPart;
import allsky.network.layers.Kernel;
import allsky.network.layers.Layer;
import allsky.network.layers.Linear;
import allsky.network.layers.WeightlessLayer;
import java.util.List;

/**
 * The networks that get photometry (Zhao et al. 2023, figure 16): the colour-colour network, and an
 * image network that is fused with it. The colours stand for all numbers after the pixels.
 *
 * <p>The paper does not give the sizes of the layers. Two fully connected layers of 64 and 128
 * units turn the colours into 128 numbers. The fusion network concatenates them with the embedding
 * of the image network, and classifies both with a layer of 128 units. All layers are trained
 * together. The colour-colour network has 9,283 parameters for two colours; the fusion with IICnet
 * has 1,838,931 for four, and 1,839,443 for twelve numbers.
 */
public final class ColourNetworks {

  private static final double DROPOUT = 0.3;

  private ColourNetworks() {}

  /** From rows of colours to logits. */
  public static List<Layer.Named> ofColours(int colours, int classes) {
    return List.of(
        named("colours", branch(new InputPart(0, colours, 1, 1))),
        named("head", named("fc", new Linear(classes))));
  }

  /**
   * From rows of pixels and colours to logits.
   *
   * @param pixels the pixels at the beginning of a row
   * @param ofImages an image network; its last layer is not used
   * @param colours number of colours after the pixels
   */
  public static List<Layer.Named> fusion(
      InputPart pixels, List<Layer.Named> ofImages, int colours, int classes) {
    Chain embedding = new Chain(ofImages.subList(0, ofImages.size() - 1));
    return List.of(
        named(
            "branches",
            Branches.concatenated(
                named("image", Chain.of(pixels, embedding)),
                named("colours", branch(new InputPart(pixels.end(), colours, 1, 1))))),
        named(
            "fusion",
            Chain.of(named("fc", new Linear(128)), WeightlessLayer.RELU, new Dropout(DROPOUT))),
        named("head", named("fc", new Linear(classes))));
  }

  private static Layer branch(InputPart colours) {
    return Chain.of(
        colours, named("fc1", units(64)), named("fc2", units(128)), WeightlessLayer.FLATTEN);
  }

  /** A fully connected layer with batch normalisation and ReLU, as a convolution of one pixel. */
  private static Layer units(int units) {
    return Convolution.biased(units, Kernel.of(1))
        .with(Convolution.Addition.BIAS_AND_BATCH_NORMALISATION);
  }
}
