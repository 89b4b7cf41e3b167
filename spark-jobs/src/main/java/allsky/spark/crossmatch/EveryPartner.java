package allsky.spark.crossmatch;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import allsky.spark.crossmatch.pairs.PairFinder;
import allsky.spark.crossmatch.request.JoinKind;
import allsky.spark.crossmatch.request.Side;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * The rows of a join that keeps the partners: each match, and each row without a match once. A
 * partner has no match if none of its pairs is one, so the pairs are shuffled by their partner. The
 * rows without a partner are not.
 *
 * @param join right or outer
 */
record EveryPartner(JoinKind join) {

  private static final String HAS_MATCH = "has_match";
  private static final String ORDINAL = "ordinal_of_pair";
  private static final String KIND = "kind_of_row";

  private static final int MATCH = 0;
  private static final int ONLY_LEFT = 1;
  private static final int ONLY_RIGHT = 2;

  /** A row without a partner: the other side is null already. */
  private static final int SINGLE = 3;

  /**
   * The rows. In a row without a match the separation is null, and the struct and the number of
   * partners of the other side.
   *
   * @param isMatch true for the pairs that are matches, never null
   */
  Dataset<Row> of(PairFinder.Found found, Column isMatch) {
    Column id = col(Side.RIGHT.id());
    WindowSpec ofPartner =
        Window.partitionBy(id, when(id.isNull(), col(Side.LEFT.id())))
            .orderBy(col(Side.RIGHT.rank()));
    WindowSpec all =
        ofPartner.rowsBetween(Window.unboundedPreceding(), Window.unboundedFollowing());
    Dataset<Row> rows =
        found
            .pairs()
            .withColumn(ORDINAL, row_number().over(ofPartner))
            .withColumn(HAS_MATCH, max(isMatch).over(all))
            .withColumn(KIND, explode(kinds(isMatch)))
            .filter(col(KIND).isNotNull())
            .drop(ORDINAL, HAS_MATCH);
    return found
        .single()
        .map(single -> rows.unionByName(single.withColumn(KIND, lit(SINGLE)), true))
        .orElse(rows)
        .withColumn(PairFinder.SEPARATION, ofKinds(PairFinder.SEPARATION, MATCH))
        .withColumn(Side.LEFT.row(), ofKinds(Side.LEFT.row(), MATCH, ONLY_LEFT, SINGLE))
        .withColumn(Side.LEFT.partners(), ofKinds(Side.LEFT.partners(), MATCH, ONLY_LEFT, SINGLE))
        .withColumn(Side.RIGHT.row(), ofKinds(Side.RIGHT.row(), MATCH, ONLY_RIGHT, SINGLE))
        .withColumn(
            Side.RIGHT.partners(), ofKinds(Side.RIGHT.partners(), MATCH, ONLY_RIGHT, SINGLE));
  }

  /** What becomes of a pair: a match, or a row for each side that has no match, or nothing. */
  private Column kinds(Column isMatch) {
    Column isNearest = coalesce(col(Side.LEFT.rank()), lit(1)).equalTo(1);
    Column isOnlyLeft = hasRow(Side.LEFT).and(isNearest).and(not(isMatch));
    Column isOnlyRight = hasRow(Side.RIGHT).and(not(col(HAS_MATCH))).and(col(ORDINAL).equalTo(1));
    return array(
        when(isMatch, MATCH),
        when(isOnlyLeft.and(lit(join.keeps(Side.LEFT))), ONLY_LEFT),
        when(isOnlyRight, ONLY_RIGHT));
  }

  private static Column hasRow(Side side) {
    return col(side.id()).isNotNull();
  }

  private static Column ofKinds(String column, Object... kinds) {
    return when(col(KIND).isin(kinds), col(column));
  }
}
