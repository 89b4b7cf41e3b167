package allsky.footprint;

import allsky.fits.header.TileHeader;
import allsky.fits.wcs.PixelPosition;
import allsky.sky.Separation;
import allsky.sky.SkyPosition;
import allsky.sky.ZoneIndex;
import java.io.Serializable;
import java.util.List;

/**
 * Finds the tile that a position belongs to: of all tiles that cover the position, the tile in
 * which it is farthest from the nearest edge. The AllWISE catalog resolves overlaps of tiles by the
 * same rule (Explanatory Supplement to AllWISE, section V.4.b).
 */
public final class TileLocator implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The result of {@link #locate} if no tile covers a position. */
  public static final int NONE = -1;

  private final List<TileHeader> tiles;
  private final double reachArcsec;
  private final ZoneIndex centres;

  public TileLocator(List<TileHeader> tiles) {
    this.tiles = List.copyOf(tiles);
    double[] raDeg = new double[tiles.size()];
    double[] decDeg = new double[tiles.size()];
    double reach = 0;
    for (int i = 0; i < tiles.size(); i++) {
      TileHeader tile = tiles.get(i);
      SkyPosition centre = tile.middle();
      raDeg[i] = centre.raDeg();
      decDeg[i] = centre.decDeg();
      SkyPosition corner = tile.projection().toSky(-0.5, -0.5);
      SkyPosition opposite = tile.projection().toSky(tile.width() - 0.5, tile.height() - 0.5);
      reach = Math.max(reach, Math.max(arcsec(centre, corner), arcsec(centre, opposite)));
    }
    this.reachArcsec = reach + 1;
    this.centres = ZoneIndex.of(raDeg, decDeg, reachArcsec);
  }

  /**
   * The index in the list of the tile that a position belongs to, or {@link #NONE}.
   *
   * @param raDeg 0 to 360
   * @param decDeg -90 to 90
   */
  public int locate(double raDeg, double decDeg) {
    Best best = new Best();
    centres.visitWithin(
        raDeg, decDeg, reachArcsec, (tile, separation) -> best.offer(tile, raDeg, decDeg));
    return best.tile;
  }

  /** As {@link #locate}, but considers only some of the tiles. */
  public int locateAmong(int[] candidates, double raDeg, double decDeg) {
    Best best = new Best();
    for (int tile : candidates) {
      best.offer(tile, raDeg, decDeg);
    }
    return best.tile;
  }

  /** Pixels from a position to the nearest edge of a tile; negative outside. */
  static double pixelsFromEdge(TileHeader tile, double raDeg, double decDeg) {
    PixelPosition pixel = tile.projection().toPixel(raDeg, decDeg);
    double x = Math.min(pixel.x() + 0.5, tile.width() - 0.5 - pixel.x());
    double y = Math.min(pixel.y() + 0.5, tile.height() - 0.5 - pixel.y());
    return Double.isNaN(pixel.x()) ? Double.NEGATIVE_INFINITY : Math.min(x, y);
  }

  private static double arcsec(SkyPosition one, SkyPosition other) {
    return Separation.arcsec(one.raDeg(), one.decDeg(), other.raDeg(), other.decDeg());
  }

  private final class Best {
    private int tile = NONE;
    private double pixelsFromEdge = 0;

    void offer(int candidate, double raDeg, double decDeg) {
      double distance = pixelsFromEdge(tiles.get(candidate), raDeg, decDeg);
      boolean better =
          distance > pixelsFromEdge || (distance == pixelsFromEdge && candidate < tile);
      if (distance >= 0 && (tile == NONE || better)) {
        tile = candidate;
        pixelsFromEdge = distance;
      }
    }
  }
}
