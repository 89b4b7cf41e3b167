package allsky.spark.tiles;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.BiFunction;
import org.apache.spark.sql.Row;

/**
 * Iterates over the output of a task whose sources are sorted by tile. Each tile is processed
 * separately, and its memory is released before the next tile.
 */
final class TileRuns implements Iterator<Row> {

  private final Iterator<Row> sources;
  private final BiFunction<Integer, Iterator<Row>, Iterator<Row>> work;
  private Row ahead;
  private Iterator<Row> current = Collections.emptyIterator();

  /**
   * @param work receives the index of a tile and its sources, and must read all sources
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
