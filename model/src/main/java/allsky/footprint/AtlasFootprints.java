package allsky.footprint;

import allsky.fits.header.TileHeader;
import allsky.sky.SkyPosition;
import allsky.sky.SkyRegion;
import allsky.survey.AtlasTile;
import allsky.survey.AtlasTiling;
import java.util.List;

/**
 * Finds the tiles of the Atlas whose pixels overlap a region. It needs only the tiling, no images.
 * A tile is included if its centre is in the region, if it contains {@link SkyRegion#inside()}, or
 * if its border comes within {@value #SLACK_ARCSEC} arcsec of the region. So the result has every
 * overlapping tile, and may have tiles that come this near without overlapping.
 */
public final class AtlasFootprints {

  /** Step along the border of a tile in pixels; it divides the side of a tile, 4095. */
  private static final int STEP_PIXELS = 9;

  /** Half a step, plus the stretch by the projection. */
  private static final double SLACK_ARCSEC = 6.5;

  private AtlasFootprints() {}

  /** The overlapping tiles, in the order of {@link AtlasTiling#tiles()}. */
  public static List<AtlasTile> touching(SkyRegion region) {
    return AtlasTiling.tiles().stream().filter(tile -> touches(tile, region)).toList();
  }

  private static boolean touches(AtlasTile tile, SkyRegion region) {
    double halfDiagonalDeg = AtlasTiling.TILE_PIXELS * AtlasTiling.PIXEL_SCALE_DEG * 0.71;
    double distanceDeg = region.distanceDeg(tile.raDeg(), tile.decDeg());
    if (distanceDeg == 0 || distanceDeg > halfDiagonalDeg) {
      return distanceDeg == 0;
    }
    TileHeader header = AtlasLocator.header(tile);
    SkyPosition middle = region.inside();
    return TileLocator.pixelsFromEdge(header, middle.raDeg(), middle.decDeg()) >= 0
        || borderTouches(header, region);
  }

  private static boolean borderTouches(TileHeader tile, SkyRegion region) {
    double last = AtlasTiling.TILE_PIXELS - 0.5;
    for (double along = -0.5; along <= last; along += STEP_PIXELS) {
      if (isNear(tile, region, along, -0.5)
          || isNear(tile, region, along, last)
          || isNear(tile, region, -0.5, along)
          || isNear(tile, region, last, along)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNear(TileHeader tile, SkyRegion region, double x, double y) {
    SkyPosition position = tile.projection().toSky(x, y);
    return region.distanceDeg(position.raDeg(), position.decDeg()) * 3600 <= SLACK_ARCSEC;
  }
}
