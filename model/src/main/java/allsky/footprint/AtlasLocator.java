package allsky.footprint;

import allsky.fits.header.TileHeader;
import allsky.fits.wcs.TileProjection;
import allsky.survey.AtlasTile;
import allsky.survey.AtlasTiling;
import allsky.survey.Band;
import java.util.List;

/**
 * Finds the tile of the Atlas that a position belongs to, from the tiling alone: no image need be
 * at hand. The rule is that of {@link TileLocator}; the tile with the nearest centre need not even
 * cover the position, because neighbouring rows are not in step.
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

  /** What the header of a tile's image says, whatever the band. */
  static TileHeader header(AtlasTile tile) {
    int side = AtlasTiling.TILE_PIXELS;
    double middle = (side + 1) / 2.0;
    TileProjection projection =
        TileProjection.sin(tile.centre(), middle, middle, AtlasTiling.PIXEL_SCALE_ARCSEC);
    return new TileHeader(
        tile.coaddId(), Band.W1, side, side, Band.W1.magnitudeZeroPoint(), projection, false);
  }

  /** Made at the first question. */
  private static final class Atlas {

    static final TileLocator LOCATOR = new TileLocator(headers());

    private static List<TileHeader> headers() {
      return AtlasTiling.tiles().stream().map(AtlasLocator::header).toList();
    }
  }
}
