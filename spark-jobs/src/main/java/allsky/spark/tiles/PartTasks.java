package allsky.spark.tiles;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The tasks of all parts of {@link TileParts}, numbered through the parts, and the writers of their
 * files. A writer takes several tasks in sequence, because a shuffle into as many partitions as
 * tasks would have very small blocks.
 */
final class PartTasks implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Sources of a writer. */
  private static final long SOURCES_A_WRITER = 1_000_000;

  /** A task of a part; one writer writes its file. */
  private record Task(int part, int writer) implements Serializable {}

  private final ArrayList<Task> tasks = new ArrayList<>();
  private final TaskPlan[] plans;
  private final int[] firstTask;
  private final int[] partOfTile;
  private int firstWithoutTile;
  private int writers;

  private PartTasks(int parts, int tiles) {
    this.plans = new TaskPlan[parts];
    this.firstTask = new int[parts];
    this.partOfTile = new int[tiles];
  }

  /**
   * Plans the tasks of each part.
   *
   * @param counts sources of each tile, negative for sources without a tile
   * @param parts the tiles of each part, at least one part
   * @param cores number of tasks that run at the same time
   */
  static PartTasks of(Map<Integer, Long> counts, List<List<Integer>> parts, int cores) {
    int lastTile = counts.keySet().stream().mapToInt(Integer::intValue).max().orElse(-1);
    PartTasks plan = new PartTasks(parts.size(), Math.max(0, 1 + lastTile));
    for (int part = 0; part < parts.size(); part++) {
      plan.addTiles(part, parts.get(part), counts, cores);
    }
    plan.firstWithoutTile = plan.tasks.size();
    plan.add(
        0,
        writersFor(
            counts.entrySet().stream()
                .filter(entry -> entry.getKey() < 0)
                .mapToLong(Map.Entry::getValue)
                .sum()),
        Integer.MAX_VALUE);
    return plan;
  }

  private void addTiles(int part, List<Integer> tiles, Map<Integer, Long> counts, int cores) {
    plans[part] = TaskPlan.of(counts, tiles, cores);
    firstTask[part] = tasks.size();
    tiles.forEach(tile -> partOfTile[tile] = part);
    long sources = tiles.stream().mapToLong(counts::get).sum();
    add(part, plans[part].partitions(), writersFor(sources));
  }

  private void add(int part, int partTasks, int maxWriters) {
    int partWriters = Math.min(maxWriters, partTasks);
    for (int task = 0; task < partTasks; task++) {
      tasks.add(new Task(part, writers + (int) ((long) task * partWriters / partTasks)));
    }
    writers += partWriters;
  }

  private static int writersFor(long sources) {
    return Math.toIntExact(1 + sources / SOURCES_A_WRITER);
  }

  /** The task of a source; sources without a tile have tasks of their own in the first part. */
  int taskOf(int tile, Double raDeg, Double decDeg) {
    if (tile < 0) {
      int share = 31 * hash(raDeg) + hash(decDeg);
      return firstWithoutTile + Math.floorMod(share, tasks.size() - firstWithoutTile);
    }
    int part = partOfTile[tile];
    return firstTask[part] + plans[part].partitionOf(tile, raDeg, decDeg);
  }

  /** The part of a task. */
  int partOf(int task) {
    return tasks.get(task).part();
  }

  /** The writer of the file of a task, from 0. */
  int writerOf(int task) {
    return tasks.get(task).writer();
  }

  /** The number of writers. */
  int writers() {
    return writers;
  }

  private static int hash(Double degrees) {
    return degrees == null ? 0 : degrees.hashCode();
  }
}
