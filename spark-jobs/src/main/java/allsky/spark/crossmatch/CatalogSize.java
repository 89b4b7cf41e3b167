package allsky.spark.crossmatch;

import static org.apache.spark.sql.functions.col;

import allsky.spark.crossmatch.request.MatchRequest;
import allsky.spark.crossmatch.request.Side;
import allsky.spark.table.SourceTable;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.plans.logical.Statistics;

/** Chooses the catalog that is small enough to index, without counting its rows where possible. */
final class CatalogSize {

  private static final double BYTES_OF_POSITION = 24;

  /** The largest error factor of an estimate, because a file may be compressed. */
  private static final double MAX_ERROR = 20;

  private CatalogSize() {}

  /** The smaller side, or empty if both have more rows than an index may hold. */
  static Optional<Side> smaller(MatchRequest request) {
    Dataset<Row> left = request.input(Side.LEFT).table().rows();
    Dataset<Row> right = request.input(Side.RIGHT).table().rows();
    long maxIndexRows = request.limits().maxIndexRows();
    double leftRows = estimate(left);
    double rightRows = estimate(right);
    if (Math.min(leftRows, rightRows) * MAX_ERROR > maxIndexRows) {
      leftRows = left.count();
      rightRows = right.count();
    }
    if (Math.min(leftRows, rightRows) > maxIndexRows) {
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
