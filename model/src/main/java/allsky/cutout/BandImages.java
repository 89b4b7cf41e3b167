package allsky.cutout;

import allsky.fits.UnreadableImageException;
import allsky.fits.header.TileHeader;
import allsky.fits.image.FitsImage;
import allsky.survey.Band;
import java.util.List;
import java.util.Locale;

/**
 * The images of one tile in the bands of a cutout, all on the same grid.
 *
 * @param images one image for each band, in the order of the cutout's bands
 */
public record BandImages(List<FitsImage> images) {

  public BandImages {
    images = List.copyOf(images);
    if (images.isEmpty()) {
      throw new IllegalArgumentException("Invalid tile (needs one band or more): none");
    }
  }

  /**
   * Combines the bands of a tile.
   *
   * @throws UnreadableImageException if their grids differ, or the pixel scale belongs to no known
   *     survey
   */
  public static BandImages of(List<FitsImage> images) throws UnreadableImageException {
    TileHeader first = images.get(0).header();
    for (FitsImage image : images) {
      if (!image.header().sameGridAs(first)) {
        throw new UnreadableImageException(
            String.format(
                "its %s and %s images differ in size or position",
                first.band(), image.header().band()));
      }
    }
    if (first.survey().isEmpty()) {
      throw new UnreadableImageException(
          String.format(
              Locale.ROOT,
              "its pixels are %.3f arcsec wide; Atlas pixels have 1.375 arcsec and unWISE pixels"
                  + " 2.75",
              first.projection().pixelScaleArcsec()));
    }
    return new BandImages(images);
  }

  /** The header of the first band; all bands have the same grid. */
  public TileHeader header() {
    return images.get(0).header();
  }

  /** The bands, in the order of the images. */
  public List<Band> bands() {
    return images.stream().map(image -> image.header().band()).toList();
  }
}
