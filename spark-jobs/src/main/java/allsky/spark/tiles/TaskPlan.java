package allsky.spark.tiles;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/**
 * Assigns tiles to tasks. A tile with many sources is divided among several tasks, each of which
 * reads the tile. Tiles with few sources share a task, so that a small sample over the complete sky
 * makes neither thousands of tasks nor thousands of files.
 */
final class TaskPlan implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The value for a tile that no task has. */
  static final int NO_PARTITION = -1;

  /**
   * The largest number of sources in a task. An average tile of AllWISE has 41,000 sources and is
   * not divided even on a large cluster.
   */
  private static final long MAX_SOURCES = 50_000;

  /** The smallest number of sources for which a task reads a tile again. */
  private static final long MIN_SOURCES = 5_000;

  private static final int MOST_TILES = 64;

  /** Tasks for each core, so that no core is idle while the last tasks run. */
  private static final int TASKS_A_CORE = 3;

  private final int[] tiles;
  private final int[] firstPartition;
  private final int[] shares;
  private final int partitions;

  private TaskPlan(int[] tiles, int[] firstPartition, int[] shares, int partitions) {
    this.tiles = tiles;
    this.firstPartition = firstPartition;
    this.shares = shares;
    this.partitions = partitions;
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
    long maxSources = Math.max(MIN_SOURCES, Math.min(MAX_SOURCES, sources / tasks));
    int mostTiles = Math.max(1, Math.min(MOST_TILES, tiles.length / tasks));
    int[] firstPartition = new int[tiles.length];
    int[] shares = new int[tiles.length];
    int partition = 0;
    int tilesOfPartition = 0;
    long sourcesOfPartition = 0;
    for (int i = 0; i < tiles.length; i++) {
      long count = counts.get(tiles[i]);
      if (tilesOfPartition == mostTiles
          || (tilesOfPartition > 0 && sourcesOfPartition + count > maxSources)) {
        partition++;
        tilesOfPartition = 0;
        sourcesOfPartition = 0;
      }
      firstPartition[i] = partition;
      shares[i] = Math.toIntExact((count + maxSources - 1) / maxSources);
      partition += shares[i] - 1;
      tilesOfPartition++;
      sourcesOfPartition += count;
    }
    return new TaskPlan(tiles, firstPartition, shares, tiles.length == 0 ? 0 : partition + 1);
  }

  /** The number of tasks. */
  int partitions() {
    return partitions;
  }

  /** The task of a source, 0 to {@link #partitions}, or {@link #NO_PARTITION}. */
  int partitionOf(int tile, double raDeg, double decDeg) {
    int place = Arrays.binarySearch(tiles, tile);
    if (place < 0) {
      return NO_PARTITION;
    }
    int share = Math.floorMod(31 * Double.hashCode(raDeg) + Double.hashCode(decDeg), shares[place]);
    return firstPartition[place] + share;
  }
}
