package allsky.spark.tiles;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.LongAccumulator;

/**
 * What the driver learns of the tiles' work while it goes on: sources done and tiles that cannot be
 * used. A repeated task counts again, so no figure of a result is taken from here.
 */
public final class TileWatch implements Serializable {

  private static final long serialVersionUID = 1L;

  private final LongAccumulator sourcesDone;
  private final CollectionAccumulator<String> problems;

  private TileWatch(LongAccumulator sourcesDone, CollectionAccumulator<String> problems) {
    this.sourcesDone = sourcesDone;
    this.problems = problems;
  }

  /** A watch of one job. */
  public static TileWatch of(SparkSession spark) {
    return new TileWatch(
        spark.sparkContext().longAccumulator("sources done"),
        spark.sparkContext().collectionAccumulator("tile problems"));
  }

  /** On the driver: these tiles will be worked on. */
  public void indexed(TileIndex tiles) {
    tiles.problems().forEach(problems::add);
  }

  /** On an executor: a tile was opened. */
  public void opened(TileCutter cutter) {
    if (cutter.problem() != null) {
      problems.add(cutter.problem());
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

  /** On the driver: what is wrong with tiles, a line each, in order and each once. */
  public List<String> problems() {
    return problems.value().stream().distinct().sorted().toList();
  }
}
