package allsky.spark.tiles;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/**
 * Assigns tiles to tasks. A tile with many sources is divided among several tasks, each of which reads the tile. Tiles with few sources share a task, so that a small sample over the complete sky makes neither thousands of tasks nor thousands of files.
 */
final class TaskPlan implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The value for a tile that no task has. */
  static final int NO_SLOT = -1;

  /** The largest number of sources in a task. An average tile of AllWISE has 41,000 sources and is not divided even on a large cluster. */
  private static final long MOST_SOURCES = 50_000;

  /** The smallest number of sources for which a task reads a tile again. */
  private static final long LEAST_SOURCES = 5_000;

  private static final int MOST_TILES = 64;

  /** Tasks for each core, so that no core is idle while the last tasks run. */
  private static final int TASKS_A_CORE = 3;

  private final int[] tiles;
  private final int[] firstSlot;
  private final int[] shares;
  private final int slots;

  private TaskPlan(int[] tiles, int[] firstSlot, int[] shares, int slots) {
    this.tiles = tiles;
    this.firstSlot = firstSlot;
    this.shares = shares;
    this.slots = slots;
  }

  /**
   * Plans the tasks; tiles without sources get none.
   *
   * @param counts sources of each tile
   * @param wanted the indices of the tiles to work on
   * @param cores number of tasks that run at the same time
   */
  static TaskPlan of(Map<Integer, Long> counts, Collection<Integer> wanted, int cores) {
    int[] tiles =
        wanted.stream()
            .mapToInt(Integer::intValue)
            .filter(tile -> counts.getOrDefault(tile, 0L) > 0)
            .sorted()
            .toArray();
    long sources = Arrays.stream(tiles).mapToLong(counts::get).sum();
    int tasks = TASKS_A_CORE * cores;
    long mostSources = Math.max(LEAST_SOURCES, Math.min(MOST_SOURCES, sources / tasks));
    int mostTiles = Math.max(1, Math.min(MOST_TILES, tiles.length / tasks));
    int[] firstSlot = new int[tiles.length];
    int[] shares = new int[tiles.length];
    int slot = 0;
    int tilesOfSlot = 0;
    long sourcesOfSlot = 0;
    for (int i = 0; i < tiles.length; i++) {
      long count = counts.get(tiles[i]);
      if (tilesOfSlot == mostTiles || (tilesOfSlot > 0 && sourcesOfSlot + count > mostSources)) {
        slot++;
        tilesOfSlot = 0;
        sourcesOfSlot = 0;
      }
      firstSlot[i] = slot;
      shares[i] = Math.toIntExact((count + mostSources - 1) / mostSources);
      slot += shares[i] - 1;
      tilesOfSlot++;
      sourcesOfSlot += count;
    }
    return new TaskPlan(tiles, firstSlot, shares, tiles.length == 0 ? 0 : slot + 1);
  }

  /** The number of tasks. */
  int slots() {
    return slots;
  }

  /** The task of a source, 0 to {@link #slots}, or {@link #NO_SLOT}. */
  int slotOf(int tile, double raDeg, double decDeg) {
    int place = Arrays.binarySearch(tiles, tile);
    if (place < 0) {
      return NO_SLOT;
    }
    int share = Math.floorMod(31 * Double.hashCode(raDeg) + Double.hashCode(decDeg), shares[place]);
    return firstSlot[place] + share;
  }
}
