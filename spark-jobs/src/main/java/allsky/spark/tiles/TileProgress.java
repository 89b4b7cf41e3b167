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
 * Reports the progress of tasks to the driver: sources done and tiles that cannot be used. A
 * repeated task counts twice, so no result uses these numbers.
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

  /** The progress of one job. */
  public static TileProgress of(SparkSession spark) {
    return new TileProgress(
        spark.sparkContext().longAccumulator("sources done"),
        spark.sparkContext().collectionAccumulator("bad tiles"));
  }

  /** On the driver: adds other problems, such as those known before tiles are opened. */
  public void note(Collection<String> problems) {
    remarks.addAll(problems);
  }

  /** On an executor: reports an opened tile. */
  public void opened(TileCutter cutter) {
    if (cutter.problem() != null) {
      badTiles.add(cutter.problem());
    }
  }

  /** On an executor: reports one more finished source. */
  public void sourceDone() {
    sourcesDone.add(1L);
  }

  /** On the driver: the number of sources that finished tasks have done. */
  public long sourcesDone() {
    return sourcesDone.value();
  }

  /**
   * On the driver: why opened tiles cannot be used, one line each, sorted and without duplicates.
   */
  public List<String> badTiles() {
    return badTiles.value().stream().distinct().sorted().toList();
  }

  /**
   * On the driver: {@link #badTiles} and the noted problems, one line each, sorted and without
   * duplicates.
   */
  public List<String> problems() {
    SortedSet<String> all = new TreeSet<>(remarks);
    all.addAll(badTiles.value());
    return List.copyOf(all);
  }
}
