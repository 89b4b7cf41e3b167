package allsky.spark.tiles;

import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.sql.Row;

/** The work of one tile with the sources that belong to it. */
@FunctionalInterface
public interface TileFunction extends Serializable {

  /**
   * Makes one row of output for each source.
   *
   * @param sources read once, in any order; they need not fit into memory
   */
  Iterator<Row> apply(Tile tile, Iterator<Row> sources);
}
