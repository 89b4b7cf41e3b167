package allsky.network.architecture;

import static allsky.network.layers.Layer.named;

import allsky.network.layers.AdaptiveAverage;
import allsky.network.layers.Chain;
import allsky.network.layers.Convolution;
import allsky.network.layers.Dropout;
import allsky.network.layers.Kernel;
import allsky.network.layers.Layer;
import allsky.network.layers.Linear;
import allsky.network.layers.MaxPool;
import allsky.network.layers.WeightlessLayer;
import java.util.ArrayList;
import java.util.List;

/**
 * VGG16 of Simonyan and Zisserman 2015 (table 1, configuration D), without batch normalisation.
 *
 * <p>The published network takes images of 224 pixels, of which 7 x 7 pixels remain before the
 * first fully connected layer. For other sizes the image is averaged or enlarged to 7 x 7 there, as
 * in torchvision. The network has 134,272,835 parameters for three bands and classes at every size.
 */
final class Vgg16 {

  /** Ratio of the side of the input to the side of the last pool's output. */
  private static final int DOWNSAMPLING = 32;

  private static final int[] CONVOLUTIONS = {2, 2, 3, 3, 3};
  private static final int[] FILTERS = {64, 128, 256, 512, 512};

  private Vgg16() {}

  static List<Layer.Named> layers(int inputSide, int classes) {
    List<Layer.Named> layers = new ArrayList<>();
    for (int stage = 0; stage < FILTERS.length; stage++) {
      for (int i = 1; i <= CONVOLUTIONS[stage]; i++) {
        layers.add(
            named(
                "conv%d_%d".formatted(stage + 1, i),
                Convolution.biased(FILTERS[stage], Kernel.of(3))));
      }
      layers.add(named("pool" + (stage + 1), MaxPool.halving()));
    }
    layers.add(named("average", new AdaptiveAverage(inputSide / DOWNSAMPLING, 7)));
    layers.add(named("flatten", WeightlessLayer.FLATTEN));
    layers.add(named("fc6", hidden()));
    layers.add(named("fc7", hidden()));
    layers.add(named("fc8", new Linear(classes)));
    return layers;
  }

  private static Layer hidden() {
    return Chain.of(new Linear(4096), WeightlessLayer.RELU, new Dropout(0.5));
  }
}
