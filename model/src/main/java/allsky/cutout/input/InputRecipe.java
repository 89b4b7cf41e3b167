package allsky.cutout.input;

import allsky.cutout.CutoutExtractor;
import allsky.cutout.CutoutShape;
import allsky.survey.Band;
import allsky.survey.NetworkInputs;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * The recipe that turns a cutout and the magnitudes of its source into the network's input. The
 * description of a model has the recipe of its training; the model refuses cutouts with another
 * recipe.
 *
 * @param shape bands and size on the sky
 * @param side side of the input in pixels; the paper's best is 80
 * @param method identifier of everything else that changes a value: stretch, resampler and
 *     background of images, and the photometry with its constants
 */
public record InputRecipe(CutoutShape shape, int side, String method) implements Serializable {

  /** The method of this version of allsky. */
  public static final String METHOD =
      String.join("/", Stretch.ID, Resampler.ID, "ring" + CutoutExtractor.RING_PIXELS);

  /** The paper's input: W1, W2 and W3, 50 arcsec, 80 x 80. */
  public static final InputRecipe PAPER =
      new InputRecipe(new CutoutShape(List.of(Band.W1, Band.W2, Band.W3), 50), 80);

  public InputRecipe {
    if (side < 16 || side > 512) {
      throw new IllegalArgumentException("Invalid input side (16 to 512 pixels): " + side);
    }
    if (Arrays.stream(NetworkInputs.values())
        .map(InputRecipe::methodOf)
        .noneMatch(method::equals)) {
      throw new IllegalArgumentException(
          "Invalid input method (this version has " + METHOD + "): " + method);
    }
  }

  /** The recipe with this version's method. */
  public InputRecipe(CutoutShape shape, int side, NetworkInputs inputs) {
    this(shape, side, methodOf(inputs));
  }

  /** The recipe for images with this version's method. */
  public InputRecipe(CutoutShape shape, int side) {
    this(shape, side, METHOD);
  }

  private static String methodOf(NetworkInputs inputs) {
    if (!inputs.hasPhotometry()) {
      return METHOD;
    }
    return inputs.hasImages() ? METHOD + "/" + inputs.photometryId() : inputs.photometryId();
  }

  /** What the network gets for a source. */
  public NetworkInputs inputs() {
    return Arrays.stream(NetworkInputs.values())
        .filter(inputs -> methodOf(inputs).equals(method))
        .findFirst()
        .orElseThrow();
  }

  /** Number of values of the pixels at the beginning of one input: bands x side x side, or 0. */
  public int pixels() {
    return inputs().hasImages() ? shape.bands().size() * side * side : 0;
  }

  /** Number of values of one input: the pixels, then the photometry. */
  public int length() {
    return pixels() + inputs().photometryCount();
  }

  /**
   * Step of the resampler in native pixels: 5/11 for the paper's input, 5/22 from unWISE images.
   */
  public double stepPixels() {
    return shape.sizeArcsec() / shape.survey().pixelArcsec() / side;
  }
}
