package allsky.spark.crossmatch.output;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import allsky.spark.columns.Columns;
import allsky.spark.table.MatchTable;
import allsky.spark.table.SourceKey;
import allsky.spark.table.SourceTable;
import allsky.survey.SourceClass;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;

/**
 * The largest number of matches to keep for each class, so that a training set is balanced.
 *
 * @param max limit by class; a class without a limit keeps all its matches
 * @param seed draws the matches that are kept
 */
public record ClassLimits(Map<SourceClass, Long> max, long seed) {

  private static final String RANK = "rank_in_class";

  /** Keeps all matches. */
  public static final ClassLimits NONE = new ClassLimits(Map.of(), 0);

  /**
   * Keeps at most the allowed number of matches of each class, drawn by the seed and the sources'
   * keys.
   *
   * @param matches labelled matches, at most one for each source
   */
  public Dataset<Row> of(Dataset<Row> matches, String keyColumn) {
    if (max.isEmpty()) {
      return matches;
    }
    Column key =
        coalesce(
            SourceKey.text(Columns.named(keyColumn)),
            SourceKey.place(col(SourceTable.RA), col(SourceTable.DEC)));
    Column drawn = xxhash64(key, lit("class limit"), lit(seed));
    Column rank = row_number().over(Window.partitionBy(MatchTable.LABEL).orderBy(drawn, key));
    Column limit = lit(null).cast(DataTypes.LongType);
    for (Map.Entry<SourceClass, Long> entry : max.entrySet()) {
      Column isOfClass = col(MatchTable.LABEL).equalTo(entry.getKey().name());
      limit = when(isOfClass, lit(entry.getValue())).otherwise(limit);
    }
    return matches
        .withColumn(RANK, rank)
        .filter(coalesce(col(RANK).leq(limit), lit(true)))
        .drop(RANK);
  }
}
