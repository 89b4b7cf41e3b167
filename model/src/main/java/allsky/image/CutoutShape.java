package allsky.image;

import allsky.survey.Band;
import java.io.Serializable;
import java.util.List;

/**
 * Which bands a cutout has and how large it is.
 *
 * @param bands in the order of the tensor's channels
 * @param sizeArcsec the side on the sky that the network sees, in arcsec; the paper's is 50
 */
public record CutoutShape(List<Band> bands, double sizeArcsec) implements Serializable {

  private static final int MARGIN_PIXELS = 2;

  public CutoutShape {
    bands = List.copyOf(bands);
    if (bands.isEmpty()) {
      throw new IllegalArgumentException("Invalid cutout (needs one band or more): none");
    }
    if (!(sizeArcsec >= 10 && sizeArcsec <= 600)) {
      throw new IllegalArgumentException("Invalid cutout size (10 to 600 arcsec): " + sizeArcsec);
    }
  }

  /**
   * The side of the window in native pixels: odd, so that the source lies in the middle pixel, with
   * a margin for the sub-pixel offset and the resampler. 43 for 50 arcsec.
   */
  public int window() {
    double half = sizeArcsec / 2 / TileImages.ATLAS_PIXEL_ARCSEC;
    return 2 * (int) Math.ceil(half + MARGIN_PIXELS) + 1;
  }

  /** The number of pixels of a cutout: bands x window x window. */
  public int pixelCount() {
    return bands.size() * window() * window();
  }
}
