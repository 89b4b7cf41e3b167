package allsky.spark.crossmatch;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.sql.types.DataTypes;

/**
 * Counts a scanned row and refuses it where it cannot pair. All rows of the larger catalog pass
 * through here and few go on, so it does the least that is enough.
 */
final class MayPair implements UDF4<Double, Double, Boolean, Boolean, Boolean> {

  private static final long serialVersionUID = 1L;

  private final Broadcast<IndexedPositions> index;
  private final ScanTally tally;
  private transient IndexedPositions positions;
  private transient PositionTally counts;

  private MayPair(Broadcast<IndexedPositions> index, ScanTally tally) {
    this.index = index;
    this.tally = tally;
  }

  /** False where a row of a side cannot pair; true where it may, or has no position. */
  static Column column(Broadcast<IndexedPositions> index, ScanTally tally, Side scanned) {
    // Spark repeats a deterministic function, and it counts.
    return udf(new MayPair(index, tally), DataTypes.BooleanType)
        .asNondeterministic()
        .apply(
            col(scanned.ra()),
            col(scanned.dec()),
            col(scanned.moved()),
            col(scanned.withoutError()));
  }

  @Override
  public Boolean call(Double ra, Double dec, Boolean moved, Boolean withoutError) {
    if (positions == null) {
      positions = index.value();
      counts = tally.ofThisTask().positions;
    }
    if (ra == null || dec == null) {
      return true;
    }
    counts.add(ra, dec);
    if (moved) {
      counts.addMoved(1);
    }
    if (withoutError) {
      counts.addWithoutError(1);
    }
    return positions.mayPair(ra, dec);
  }
}
