package allsky.image;

import allsky.survey.Band;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a cutout becomes the network's input. A model is trained with one recipe and refuses cutouts
 * made by another.
 *
 * @param shape bands and size on the sky
 * @param side side of the input in pixels; the paper's best is 80
 */
public record InputRecipe(CutoutShape shape, int side) implements Serializable {

  /** The paper's input: W1, W2 and W3, 50 arcsec, 80 x 80. */
  public static final InputRecipe PAPER =
      new InputRecipe(new CutoutShape(List.of(Band.W1, Band.W2, Band.W3), 50), 80);

  public InputRecipe {
    if (side < 16 || side > 512) {
      throw new IllegalArgumentException("Invalid input side (16 to 512 pixels): " + side);
    }
  }

  /** Values of one input: bands x side x side. */
  public int length() {
    return shape.bands().size() * side * side;
  }

  /** Step of the resampler in Atlas pixels; 5/11 for the paper's input. */
  public double stepPixels() {
    return shape.sizeArcsec() / TileImages.ATLAS_PIXEL_ARCSEC / side;
  }

  /** The recipe in one word, for the model file: everything that changes a value is in it. */
  public String id() {
    String bands = shape.bands().stream().map(Band::name).collect(Collectors.joining("-"));
    return String.join(
        "/",
        bands,
        shape.sizeArcsec() + "arcsec",
        side + "px",
        Stretch.ID,
        Resampler.ID,
        "ring" + CutoutExtractor.RING_PIXELS);
  }
}
