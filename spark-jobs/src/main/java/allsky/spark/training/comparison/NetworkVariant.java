package allsky.spark.training.comparison;

import allsky.network.NetworkShape;
import allsky.survey.Band;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One training of a comparison.
 *
 * @param shape the network and its input
 * @param seed of the initial weights, the order of the cutouts and the augmentation
 */
public record NetworkVariant(NetworkShape shape, long seed) {

  /** The name of its folder, such as {@code iicnet-80px-stem5-W1W2W3-seed1}. */
  public String folder() {
    return "%s-%dpx%s-%s-seed%d"
        .formatted(network(), shape.inputSide(), stem("-stem"), bands(shape.bands()), seed);
  }

  /** The network in words, such as {@code iicnet, 80 pixels, stem 5, W1W2W3, seed 1}. */
  public String title() {
    return "%s, %d pixels%s, %s, seed %d"
        .formatted(network(), shape.inputSide(), stem(", stem "), bands(shape.bands()), seed);
  }

  private String network() {
    return shape.architecture().optionName();
  }

  /** The other architectures have a fixed stem. */
  private String stem(String label) {
    return shape.architecture().hasFreeStem() ? label + shape.stemKernel() : "";
  }

  /** Bands without blanks: {@code W1W2W3}. */
  static String bands(List<Band> bands) {
    return bands.stream().map(Band::name).collect(Collectors.joining());
  }
}
