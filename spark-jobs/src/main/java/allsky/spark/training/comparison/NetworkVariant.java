package allsky.spark.training.comparison;

import allsky.network.NetworkShape;
import allsky.survey.Band;
import java.util.ArrayList;
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
    return name(shape).replace(", ", "-").replace(" pixels", "px").replace("stem ", "stem")
        + "-seed"
        + seed;
  }

  /** As text, such as {@code iicnet, 80 pixels, stem 5, W1W2W3, seed 1}. */
  public String title() {
    return name(shape) + ", seed " + seed;
  }

  /**
   * A network without its seed, such as {@code iicnet, 80 pixels, stem 5, W1W2W3}, {@code iicnet,
   * fusion, 80 pixels ...} or {@code colours}.
   */
  static String name(NetworkShape shape) {
    if (!shape.inputs().hasImages()) {
      return shape.inputs().optionName();
    }
    List<String> words = new ArrayList<>(List.of(shape.architecture().optionName()));
    if (shape.inputs().hasPhotometry()) {
      words.add(shape.inputs().optionName());
    }
    words.add(shape.inputSide() + " pixels");
    // The other architectures have a fixed stem.
    if (shape.architecture().hasFreeStem()) {
      words.add("stem " + shape.stemKernel());
    }
    words.add(bands(shape.bands()));
    return String.join(", ", words);
  }

  /** Bands without blanks: {@code W1W2W3}. */
  static String bands(List<Band> bands) {
    return bands.stream().map(Band::name).collect(Collectors.joining());
  }
}
