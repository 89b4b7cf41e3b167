package allsky.simulation;

import allsky.simulation.source.Preset;
import allsky.survey.AtlasTile;
import allsky.survey.AtlasTiling;
import java.io.Serializable;

/**
 * A whole simulated sky, by the few numbers that fix it. Tiles are made one at a time, in any
 * order.
 *
 * @param seed fixes every random number
 * @param preset how hard the classes are to tell apart
 * @param tilePixels pixels along a tile's side, 128 to 4095; the archive's tiles have 4095
 * @param labelledPerTile spectroscopic sources placed in each tile besides the natural ones, the
 *     same number of each class
 */
public record SimulatedSky(long seed, Preset preset, int tilePixels, int labelledPerTile)
    implements Serializable {

  public static final int SMALLEST_TILE_PIXELS = 128;

  /** Labelled sources have at least this area each, so that they do not cover each other. */
  private static final double LABELLED_SPACING_ARCSEC = 30;

  public SimulatedSky {
    if (tilePixels < SMALLEST_TILE_PIXELS || tilePixels > AtlasTiling.TILE_PIXELS) {
      throw new IllegalArgumentException(
          "Invalid tile pixels (" + SMALLEST_TILE_PIXELS + " to 4095): " + tilePixels);
    }
    if (labelledPerTile < 0 || labelledPerTile > largestLabelledPerTile(tilePixels)) {
      throw new IllegalArgumentException(
          "Invalid labelled sources in a tile (0 to "
              + largestLabelledPerTile(tilePixels)
              + "): "
              + labelledPerTile);
    }
  }

  /** The most labelled sources that a tile takes: one for each 30 arcsec square. */
  public static int largestLabelledPerTile(int tilePixels) {
    double sideArcsec =
        tilePixels * AtlasTiling.PIXEL_SCALE_ARCSEC - 2 * AtlasTiling.CATALOG_MARGIN_ARCSEC;
    return (int) Math.pow(sideArcsec / LABELLED_SPACING_ARCSEC, 2);
  }

  /** The sky at one tile. */
  public SimulatedTile at(AtlasTile tile) {
    return new SimulatedTile(this, tile);
  }
}
