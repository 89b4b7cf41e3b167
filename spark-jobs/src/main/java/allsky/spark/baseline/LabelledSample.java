package allsky.spark.baseline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;

import allsky.spark.table.MatchTable;
import allsky.survey.SourceClass;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Draws rows from a labelled table so that the classes have given shares. The rows of a class come
 * in the order of the column {@value #ORDER}, a random number.
 */
final class LabelledSample {

  /** A random number of each row. */
  static final String ORDER = "difficulty_order";

  private static final String RANK = "difficulty_rank";
  private static final String GROUP = "difficulty_group";

  private LabelledSample() {}

  /**
   * The largest sample with given shares of the classes.
   *
   * @param shares the share of each class, with sum 1
   */
  static Dataset<Row> ofShares(Dataset<Row> rows, Map<SourceClass, Double> shares) {
    Map<String, Long> counts = new HashMap<>();
    rows.groupBy(MatchTable.LABEL)
        .count()
        .collectAsList()
        .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
    double size = Double.MAX_VALUE;
    for (SourceClass sourceClass : SourceClass.values()) {
      double share = shares.get(sourceClass);
      size = Math.min(size, counts.getOrDefault(sourceClass.name(), 0L) / share);
    }
    Column wanted = lit(false);
    for (SourceClass sourceClass : SourceClass.values()) {
      Column isIn = col(RANK).leq(Math.round(size * shares.get(sourceClass)));
      wanted = wanted.or(col(MatchTable.LABEL).equalTo(sourceClass.name()).and(isIn));
    }
    return ranked(rows.withColumn(GROUP, lit(0))).where(wanted).drop(RANK, GROUP);
  }

  /** The largest sample with equally many rows of each class in each group. */
  static Dataset<Row> balanced(Dataset<Row> rows, Column group) {
    Dataset<Row> ranked = ranked(rows.withColumn(GROUP, group));
    // All classes have a row of each rank up to the size of the smallest class.
    Dataset<Row> complete =
        ranked
            .groupBy(GROUP, RANK)
            .count()
            .where(col("count").equalTo(SourceClass.values().length))
            .drop("count");
    return ranked.join(complete, new String[] {GROUP, RANK}).drop(RANK, GROUP);
  }

  private static Dataset<Row> ranked(Dataset<Row> rows) {
    return rows.withColumn(
        RANK, row_number().over(Window.partitionBy(GROUP, MatchTable.LABEL).orderBy(ORDER)));
  }
}
