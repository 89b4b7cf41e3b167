package allsky.spark.tiles;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/**
 * Which tiles one task works on. A tile with many sources is shared among several tasks, each of
 * which reads it; tiles with few share a task, so that a small sample spread over the sky makes
 * neither thousands of tasks nor thousands of files.
 */
final class TaskPlan implements Serializable {

  private static final long serialVersionUID = 1L;

  /** No task has the tile. */
  static final int NO_SLOT = -1;

  /** A mean tile of AllWISE has 41,000 sources and stays whole on a large cluster. */
  private static final long MOST_SOURCES = 50_000;

  /** Fewer are not worth reading a tile again. */
  private static final long LEAST_SOURCES = 5_000;

  private static final int MOST_TILES = 64;

  /** So many that no core is idle while the last ones end. */
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
   * @param wanted the tiles to work on
   * @param cores how many tasks run at the same time
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

  /** How many tasks there are. */
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
