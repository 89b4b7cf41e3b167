package allsky.spark.tiles;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.LongAccumulator;

/**
 * What the driver learns of the tiles' work while it goes on: sources done and tiles that cannot be
 * used. A repeated task counts again, so no figure of a result is taken from here.
 */
public final class TileProgress implements Serializable {

  private static final long serialVersionUID = 1L;

  private final LongAccumulator sourcesDone;
  private final CollectionAccumulator<String> badTiles;
  private final transient SortedSet<String> remarks = new TreeSet<>();

  private TileProgress(LongAccumulator sourcesDone, CollectionAccumulator<String> badTiles) {
    this.sourcesDone = sourcesDone;
    this.badTiles = badTiles;
  }

  /** A watch of one job. */
  public static TileProgress of(SparkSession spark) {
    return new TileProgress(
        spark.sparkContext().longAccumulator("sources done"),
        spark.sparkContext().collectionAccumulator("bad tiles"));
  }

  /** On the driver: what is known to be wrong besides, such as before the tiles are opened. */
  public void note(Collection<String> problems) {
    remarks.addAll(problems);
  }

  /** On an executor: a tile was opened. */
  public void opened(TileCutter cutter) {
    if (cutter.problem() != null) {
      badTiles.add(cutter.problem());
    }
  }

  /** On an executor: one more source has its row. */
  public void sourceDone() {
    sourcesDone.add(1L);
  }

  /** On the driver: how many sources the ended tasks have done. */
  public long sourcesDone() {
    return sourcesDone.value();
  }

  /** On the driver: why opened tiles cannot be used, a line each, in order and each once. */
  public List<String> badTiles() {
    return badTiles.value().stream().distinct().sorted().toList();
  }

  /** On the driver: {@link #badTiles} and what was noted, a line each, in order and each once. */
  public List<String> problems() {
    SortedSet<String> all = new TreeSet<>(remarks);
    all.addAll(badTiles.value());
    return List.copyOf(all);
  }
}
