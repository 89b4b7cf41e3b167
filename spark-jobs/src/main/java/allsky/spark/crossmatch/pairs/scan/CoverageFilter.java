package allsky.spark.crossmatch.pairs.scan;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import allsky.spark.crossmatch.pairs.PositionCounts;
import allsky.spark.crossmatch.pairs.index.IndexedPositions;
import allsky.spark.crossmatch.request.Side;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.sql.types.DataTypes;

/**
 * Counts each scanned row and drops the rows far from every indexed position. It runs for all rows
 * of the larger catalog, so it reads two doubles and does one look-up.
 */
final class CoverageFilter implements UDF4<Double, Double, Boolean, Boolean, Boolean> {

  private static final long serialVersionUID = 1L;

  private final Broadcast<IndexedPositions> index;
  private final ScanAccumulator scan;
  private transient IndexedPositions positions;
  private transient PositionCounts counts;

  private CoverageFilter(Broadcast<IndexedPositions> index, ScanAccumulator scan) {
    this.index = index;
    this.scan = scan;
  }

  /** False if a row cannot pair; true if it may pair or has no position. */
  static Column column(Broadcast<IndexedPositions> index, ScanAccumulator scan, Side scanned) {
    // Spark may evaluate a deterministic function twice, and this one counts.
    return udf(new CoverageFilter(index, scan), DataTypes.BooleanType)
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
      counts = scan.ofThisTask().counts;
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
