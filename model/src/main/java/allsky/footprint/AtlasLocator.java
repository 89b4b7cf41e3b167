package allsky.footprint;

import allsky.fits.header.TileHeader;
import allsky.fits.wcs.TileProjection;
import allsky.survey.AtlasTile;
import allsky.survey.AtlasTiling;
import allsky.survey.Band;
import java.util.List;

/**
 * Finds the tile of the Atlas that a position belongs to. It needs only the tiling, no images. It
 * applies the rule of {@link TileLocator}. The tile with the nearest centre is no substitute: it
 * may not even cover the position, because the tiles of neighbouring rows are offset from each
 * other.
 */
public final class AtlasLocator {

  private AtlasLocator() {}

  /**
   * The tile in whose pixels a position is farthest from the edge.
   *
   * @param raDeg 0 to 360
   * @param decDeg -90 to 90
   */
  public static AtlasTile tileOf(double raDeg, double decDeg) {
    return AtlasTiling.tiles().get(Atlas.LOCATOR.locate(raDeg, decDeg));
  }

  /** The header that the images of a tile have; the band does not matter here. */
  static TileHeader header(AtlasTile tile) {
    int side = AtlasTiling.TILE_PIXELS;
    double middle = (side + 1) / 2.0;
    TileProjection projection =
        TileProjection.sin(tile.centre(), middle, middle, AtlasTiling.PIXEL_SCALE_ARCSEC);
    return new TileHeader(
        tile.coaddId(), Band.W1, side, side, Band.W1.magnitudeZeroPoint(), projection, false);
  }

  /** Created lazily, at the first call. */
  private static final class Atlas {

    static final TileLocator LOCATOR = new TileLocator(headers());

    private static List<TileHeader> headers() {
      return AtlasTiling.tiles().stream().map(AtlasLocator::header).toList();
    }
  }
}
