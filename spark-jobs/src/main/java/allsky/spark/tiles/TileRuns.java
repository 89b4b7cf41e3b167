package allsky.spark.tiles;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.BiFunction;
import org.apache.spark.sql.Row;

/**
 * The output of a task whose sources come sorted by tile: each run of sources of one tile is worked
 * on by itself, and nothing of a tile is held when the next one begins.
 */
final class TileRuns implements Iterator<Row> {

  private final Iterator<Row> sources;
  private final BiFunction<Integer, Iterator<Row>, Iterator<Row>> work;
  private Row ahead;
  private Iterator<Row> current = Collections.emptyIterator();

  /**
   * @param work gets a tile's place and its sources, all of which it must read
   */
  TileRuns(Iterator<Row> sources, BiFunction<Integer, Iterator<Row>, Iterator<Row>> work) {
    this.sources = sources;
    this.work = work;
    this.ahead = sources.hasNext() ? sources.next() : null;
  }

  @Override
  public boolean hasNext() {
    while (!current.hasNext()) {
      current = Collections.emptyIterator();
      if (ahead == null) {
        return false;
      }
      int tile = tileOf(ahead);
      current = work.apply(tile, new Run(tile));
    }
    return true;
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return current.next();
  }

  private static int tileOf(Row source) {
    return source.getInt(source.fieldIndex(SourcesByTile.TILE));
  }

  private final class Run implements Iterator<Row> {
    private final int tile;

    Run(int tile) {
      this.tile = tile;
    }

    @Override
    public boolean hasNext() {
      return ahead != null && tileOf(ahead) == tile;
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Row source = ahead;
      ahead = sources.hasNext() ? sources.next() : null;
      return source;
    }
  }
}
