package allsky.spark.tiles;

import allsky.cutout.arithmetic.ArithmeticChoice;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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
  private final LongAccumulator withoutModule;
  private final transient SortedSet<String> remarks = new TreeSet<>();

  private TileProgress(
      LongAccumulator sourcesDone,
      CollectionAccumulator<String> badTiles,
      LongAccumulator withoutModule) {
    this.sourcesDone = sourcesDone;
    this.badTiles = badTiles;
    this.withoutModule = withoutModule;
  }

  /** The progress of one job. */
  public static TileProgress of(SparkSession spark) {
    return new TileProgress(
        spark.sparkContext().longAccumulator("sources done"),
        spark.sparkContext().collectionAccumulator("bad tiles"),
        spark.sparkContext().longAccumulator("sources without the Vector API"));
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
    sourceDone(ArithmeticChoice.ofThisJvm());
  }

  void sourceDone(ArithmeticChoice arithmetic) {
    sourcesDone.add(1L);
    if (arithmetic == ArithmeticChoice.NO_MODULE) {
      withoutModule.add(1L);
    }
  }

  /** On the driver: a line for the user if executors cut without the Vector API of Java. */
  public Optional<String> slowness() {
    return withoutModule.value() == 0
        ? Optional.empty()
        : Optional.of(
            "cut with scalar code, which takes more than twice as long: add "
                + ArithmeticChoice.OPTION
                + " to spark.executor.extraJavaOptions (on a local master to"
                + " spark.driver.extraJavaOptions)");
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
