package allsky.spark.crossmatch;

import static org.apache.spark.sql.functions.col;

import allsky.spark.table.SourceTable;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.plans.logical.Statistics;

/** Tells which of two catalogs is small enough to be indexed, without reading them if it can. */
final class CatalogSize {

  private static final double BYTES_OF_POSITION = 24;

  /** An estimate is this far off at most: a file may be compressed. */
  private static final double GREATEST_ERROR = 20;

  private CatalogSize() {}

  /** The smaller side, or empty where both have more rows than an index may hold. */
  static Optional<Side> smaller(MatchSide left, MatchSide right, long largestIndex) {
    double leftRows = estimate(left.table().rows());
    double rightRows = estimate(right.table().rows());
    if (Math.min(leftRows, rightRows) * GREATEST_ERROR > largestIndex) {
      leftRows = left.table().rows().count();
      rightRows = right.table().rows().count();
    }
    if (Math.min(leftRows, rightRows) > largestIndex) {
      return Optional.empty();
    }
    return Optional.of(leftRows <= rightRows ? Side.LEFT : Side.RIGHT);
  }

  private static double estimate(Dataset<Row> rows) {
    Statistics statistics =
        rows.select(col(SourceTable.RA), col(SourceTable.DEC))
            .queryExecution()
            .optimizedPlan()
            .stats();
    if (statistics.rowCount().isDefined()) {
      return statistics.rowCount().get().doubleValue();
    }
    double bytes = statistics.sizeInBytes().doubleValue();
    double unknown = rows.sparkSession().sessionState().conf().defaultSizeInBytes() / 1e3;
    return bytes >= unknown ? rows.count() : bytes / BYTES_OF_POSITION;
  }
}
