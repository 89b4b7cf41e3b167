package allsky.spark.crossmatch.probability;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import allsky.counterpart.CounterpartOdds;
import allsky.spark.crossmatch.pairs.PairFinder;
import allsky.spark.crossmatch.request.ComparedRow;
import allsky.spark.crossmatch.request.MatchInput;
import allsky.spark.crossmatch.request.MatchRequest;
import allsky.spark.crossmatch.request.MatchRule;
import allsky.spark.crossmatch.request.Side;
import allsky.spark.table.MatchTable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;

/** The columns of a pair that lead to its probability. */
final class CandidateWeights {

  /** Natural logarithm of the density of the offset, per square arcsec; null if it is not known. */
  static final String LN_DENSITY = "ln_density_of_pair";

  /** {@link CounterpartOdds#weight} of the candidate; null if it is not known. */
  static final String WEIGHT = "weight_of_pair";

  /** The sum of the weights of all candidates of the source; null without a candidate. */
  static final String SUM = "weights_of_left";

  /** True if a candidate of the source has no weight. */
  static final String HAS_UNKNOWN = "has_unknown_weight_of_left";

  /** The number of a pair among those of its source, from 1. */
  static final String ORDINAL = "ordinal_of_weight";

  private CandidateWeights() {}

  /** Pairs with the density of their offset and their weight, before any prior. */
  static Dataset<Row> of(Dataset<Row> pairs, MatchRequest request, Densities densities) {
    return pairs
        .withColumn(LN_DENSITY, lnDensity(request))
        .withColumn(MatchTable.PARTNER_DENSITY, densities.perDeg2(raOfLeft(), decOfLeft()))
        .withColumn(WEIGHT, weight(col(LN_DENSITY), col(MatchTable.PARTNER_DENSITY)));
  }

  /**
   * Pairs with the sums of their sources. The sum is taken in the order of the weights, so that it
   * has the same bits whatever the order of the pairs.
   */
  static Dataset<Row> summed(Dataset<Row> pairs) {
    Column id = col(Side.LEFT.id());
    // Rows without a source have one group each, so that they do not go to one task.
    WindowSpec ofSource =
        Window.partitionBy(id, when(id.isNull(), col(Side.RIGHT.id()))).orderBy(col(WEIGHT));
    WindowSpec all = ofSource.rowsBetween(Window.unboundedPreceding(), Window.unboundedFollowing());
    Column isUnknown = isPair().and(col(WEIGHT).isNull());
    return pairs
        .withColumn(ORDINAL, row_number().over(ofSource))
        .withColumn(SUM, sum(WEIGHT).over(all))
        .withColumn(HAS_UNKNOWN, max(isUnknown).over(all));
  }

  static Column isPair() {
    return col(PairFinder.SEPARATION).isNotNull();
  }

  /** Right ascension of the source as it is compared, degrees. */
  static Column raOfLeft() {
    return compared(Side.LEFT).getField(ComparedRow.RA);
  }

  /** Declination of the source as it is compared, degrees. */
  static Column decOfLeft() {
    return compared(Side.LEFT).getField(ComparedRow.DEC);
  }

  private static Column compared(Side side) {
    return side.column(MatchInput.COMPARED);
  }

  private static Column weight(Column lnDensity, Column perDeg2) {
    UDF2<Double, Double, Double> weight =
        (ofOffset, density) ->
            ofOffset == null || density == null ? null : CounterpartOdds.weight(ofOffset, density);
    return udf(weight, DataTypes.DoubleType).apply(lnDensity, perDeg2);
  }

  private static Column lnDensity(MatchRequest request) {
    MatchRule rule = request.rule();
    boolean leftHasErrors = request.input(Side.LEFT).position().errorArcsec().isPresent();
    boolean rightHasErrors = request.input(Side.RIGHT).position().errorArcsec().isPresent();
    UDF3<Double, Row, Row, Double> ofPair =
        (separation, left, right) -> {
          if (separation == null
              || isUnknown(leftHasErrors, left)
              || isUnknown(rightHasErrors, right)) {
            return null;
          }
          double ln = rule.lnDensity(separation, ComparedRow.of(left), ComparedRow.of(right));
          return Double.isNaN(ln) ? null : ln;
        };
    return udf(ofPair, DataTypes.DoubleType)
        .apply(col(PairFinder.SEPARATION), compared(Side.LEFT), compared(Side.RIGHT));
  }

  private static boolean isUnknown(boolean hasErrors, Row compared) {
    return hasErrors && Double.isNaN(ComparedRow.of(compared).errorArcsec());
  }

  /** The probability of some candidates of a source, by the sum of their weights. */
  static Column probability(Column weight, double fraction) {
    UDF2<Double, Double, Double> of =
        (part, all) ->
            part == null || all == null ? null : CounterpartOdds.probability(part, all, fraction);
    return when(
        col(HAS_UNKNOWN).equalTo(lit(false)),
        udf(of, DataTypes.DoubleType).apply(weight, col(SUM)));
  }
}
