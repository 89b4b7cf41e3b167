package allsky.simulation;

import allsky.simulation.source.HardCase;
import allsky.simulation.source.Preset;
import allsky.simulation.unusual.UnusualDraw;
import allsky.survey.AtlasTile;
import allsky.survey.AtlasTiling;
import java.io.Serializable;
import java.util.Set;

/**
 * A simulated sky, defined by a few numbers. Tiles are made one at a time, in any order.
 *
 * @param seed seed of all random numbers
 * @param preset how difficult it is to distinguish the classes
 * @param tilePixels pixels along a tile's side, 128 to 4095; the archive's tiles have 4095
 * @param labelledPerTile spectroscopic sources in each tile in addition to the natural ones, the
 *     same number of each class
 * @param hardCases the hard cases that it has
 * @param unusualPerTile unusual objects in each tile, see {@link UnusualDraw}
 */
public record SimulatedSky(
    long seed,
    Preset preset,
    int tilePixels,
    int labelledPerTile,
    Set<HardCase> hardCases,
    int unusualPerTile)
    implements Serializable {

  public static final int SMALLEST_TILE_PIXELS = 128;

  /** Each labelled source has at least this area, so that labelled sources do not overlap. */
  private static final double LABELLED_SPACING_ARCSEC = 30;

  /** A sky with the hard cases of its preset, without unusual objects. */
  public SimulatedSky(long seed, Preset preset, int tilePixels, int labelledPerTile) {
    this(seed, preset, tilePixels, labelledPerTile, HardCase.of(preset));
  }

  /** A sky without unusual objects. */
  public SimulatedSky(
      long seed, Preset preset, int tilePixels, int labelledPerTile, Set<HardCase> hardCases) {
    this(seed, preset, tilePixels, labelledPerTile, hardCases, 0);
  }

  /** The same sky with unusual objects. All else stays the same, but for their light. */
  public SimulatedSky withUnusual(int perTile) {
    return new SimulatedSky(seed, preset, tilePixels, labelledPerTile, hardCases, perTile);
  }

  /** True if its catalog can have rows of unusual objects, whose kinds it names. */
  public boolean namesKinds() {
    return unusualPerTile > 0 || hardCases.contains(HardCase.MOVING_OBJECTS);
  }

  public SimulatedSky {
    hardCases = Set.copyOf(hardCases);
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
    if (unusualPerTile < 0 || unusualPerTile > UnusualDraw.largestCount(tilePixels)) {
      throw new IllegalArgumentException(
          "Invalid unusual objects in a tile (0 to "
              + UnusualDraw.largestCount(tilePixels)
              + "): "
              + unusualPerTile);
    }
  }

  /** The maximum number of labelled sources in a tile: one for each square of 30 arcsec. */
  public static int largestLabelledPerTile(int tilePixels) {
    double sideArcsec =
        tilePixels * AtlasTiling.PIXEL_SCALE_ARCSEC - 2 * AtlasTiling.CATALOG_MARGIN_ARCSEC;
    return (int) Math.pow(sideArcsec / LABELLED_SPACING_ARCSEC, 2);
  }

  /** The simulated sky in one tile. */
  public SimulatedTile at(AtlasTile tile) {
    return new SimulatedTile(this, tile);
  }
}
