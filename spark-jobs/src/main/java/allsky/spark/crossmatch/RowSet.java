package allsky.spark.crossmatch;

import java.io.IOException;
import java.io.ObjectOutputStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.util.AccumulatorV2;
import org.roaringbitmap.longlong.Roaring64NavigableMap;

/**
 * A Spark accumulator that counts the rows of a side that are in a match, by their ids. It is a
 * set, so that neither a repeated row nor a repeated task counts twice. Ids are dense, so a row
 * takes one or two bits.
 */
final class RowSet extends AccumulatorV2<Long, Long> {

  private static final long serialVersionUID = 1L;

  private final Roaring64NavigableMap ids = new Roaring64NavigableMap();

  /** A column that adds the id of each row to the set: true, unless the id is null. */
  Column meets(Column id) {
    RowSet met = this;
    UDF1<Long, Boolean> meet =
        value -> {
          if (value == null) {
            return false;
          }
          met.add(value);
          return true;
        };
    // Spark repeats, moves and leaves out a deterministic function.
    return functions.udf(meet, DataTypes.BooleanType).asNondeterministic().apply(id);
  }

  // Heartbeats read the set while its task runs.

  @Override
  public synchronized Long value() {
    return ids.getLongCardinality();
  }

  @Override
  public synchronized boolean isZero() {
    // Null while a task deserialises it: Spark has shown it to the heartbeats by then.
    return ids == null || ids.isEmpty();
  }

  @Override
  public synchronized void add(Long id) {
    ids.addLong(id);
  }

  @Override
  public synchronized void merge(AccumulatorV2<Long, Long> other) {
    ids.or(((RowSet) other).ids);
  }

  @Override
  public synchronized void reset() {
    ids.clear();
  }

  @Override
  public synchronized RowSet copy() {
    RowSet copy = new RowSet();
    copy.ids.or(ids);
    return copy;
  }

  @Override
  public RowSet copyAndReset() {
    return new RowSet();
  }

  private synchronized void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
  }
}
