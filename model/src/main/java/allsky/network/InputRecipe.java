package allsky.network;

import java.io.Serializable;

/**
 * How the network's input is made from an image, as the identifiers of {@code allsky.image}. A model
 * is only right for cutouts made by its own recipe, so inference compares the two.
 *
 * @param stretch identifier of the stretch from DN to the network's numbers
 * @param resampler identifier of the resampler from native pixels to the input's grid
 * @param cutoutSize identifier of the window on the sky, such as {@code 50arcsec}
 */
public record InputRecipe(String stretch, String resampler, String cutoutSize)
    implements Serializable {

  public InputRecipe {
    requireText("stretch", stretch);
    requireText("resampler", resampler);
    requireText("cutout size", cutoutSize);
  }

  private static void requireText(String field, String text) {
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException("Invalid " + field + " (not empty): " + text);
    }
  }
}
