package allsky.spark.crossmatch;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import allsky.spark.table.SourceTable;
import org.apache.spark.sql.Row;

/**
 * The size of one side of a match.
 *
 * @param rows all its rows
 * @param positions those with a valid position
 */
public record PositionCounts(long rows, long positions) {

  /** Counts a table, in one pass over its positions. */
  static PositionCounts of(SourceTable table) {
    Row counts =
        table.rows().agg(count(lit(1)), count(when(SourceTable.isValidPosition(), 1))).first();
    return new PositionCounts(counts.getLong(0), counts.getLong(1));
  }

  /** Rows whose position is missing or out of range. */
  public long withoutPosition() {
    return rows - positions;
  }
}
