package allsky.spark.tiles;

import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.sql.Row;

/** The work on one tile with its sources. */
@FunctionalInterface
public interface TileFunction extends Serializable {

  /**
   * Makes one row of output for each source.
   *
   * @param sources read once, in any order; they need not fit into memory
   */
  Iterator<Row> apply(Tile tile, Iterator<Row> sources);
}
