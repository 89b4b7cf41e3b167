package allsky.image;

import allsky.survey.Band;
import java.util.List;

/**
 * The images of one tile in the bands of a cutout, all on the same grid.
 *
 * @param images one an entry, in the order of the cutout's bands
 */
public record TileImages(List<FitsImage> images) {

  /** The side of an Atlas pixel in arcsec (Explanatory Supplement to AllWISE, section IV.1.b). */
  public static final double ATLAS_PIXEL_ARCSEC = 1.375;

  private static final double SCALE_TOLERANCE = 0.01;

  public TileImages {
    images = List.copyOf(images);
    if (images.isEmpty()) {
      throw new IllegalArgumentException("Invalid tile (needs one band or more): none");
    }
  }

  /**
   * Puts the bands of a tile together.
   *
   * @throws UnreadableImageException where their grids differ or are not the Atlas's scale
   */
  public static TileImages of(List<FitsImage> images) throws UnreadableImageException {
    TileHeader first = images.get(0).header();
    for (FitsImage image : images) {
      if (!image.header().sameGridAs(first)) {
        throw new UnreadableImageException(
            String.format(
                "its %s and %s images differ in size or position",
                first.band(), image.header().band()));
      }
    }
    double scale = first.projection().pixelScaleArcsec();
    if (Math.abs(scale / ATLAS_PIXEL_ARCSEC - 1) > SCALE_TOLERANCE) {
      throw new UnreadableImageException(
          String.format("its pixels are %.3f arcsec wide; Atlas images have 1.375", scale));
    }
    return new TileImages(images);
  }

  /** The header of the first band; its grid is that of all. */
  public TileHeader header() {
    return images.get(0).header();
  }

  /** The bands, in the order of the images. */
  public List<Band> bands() {
    return images.stream().map(image -> image.header().band()).toList();
  }
}
