package allsky.spark.crossmatch.probability;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.udf;

import allsky.UserError;
import allsky.counterpart.ColumnPrior;
import allsky.spark.crossmatch.request.MatchInput;
import allsky.spark.crossmatch.request.Side;
import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * Learns a prior from the candidates that are good counterparts by their positions, with a
 * probability of {@value #MIN_PROBABILITY} or more, and from all rows of the second catalog. Rows
 * without a value do not count.
 */
final class PriorLearning {

  /** The probability by positions of a good counterpart. */
  static final double MIN_PROBABILITY = 0.9;

  /** The central part of the good counterparts that the fine steps must resolve. */
  private static final double TAIL = 0.005;

  private static final int MIN_STEPS_OF_CENTRE = 100;
  private static final int MAX_ZOOMS = 6;

  private static final String VALUE = "value_of_prior";
  private static final String STEP = "step_of_prior";

  private PriorLearning() {}

  /**
   * A prior, and how many good counterparts it is from.
   *
   * @param good their number
   */
  record Learned(ColumnPrior prior, long good) {}

  /**
   * Learns.
   *
   * @param pairs of the match
   * @param probability of a pair, by positions
   * @param partners the second catalog
   * @throws UserError if good counterparts are too few or all have the same value
   */
  static Learned of(Dataset<Row> pairs, Column probability, MatchInput partners) {
    Dataset<Row> good =
        values(pairs.filter(probability.geq(MIN_PROBABILITY)), Side.RIGHT.column(MatchInput.PRIOR));
    Row range = good.agg(count(lit(1)), min(VALUE), max(VALUE)).first();
    if (range.getLong(0) < ColumnPrior.MIN_GOOD) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "Cannot learn from --prior-column: only %,d pairs have a value and a probability of %s"
                  + " or more by their positions, and at least %d are needed; remove the option.",
              range.getLong(0),
              MIN_PROBABILITY,
              ColumnPrior.MIN_GOOD));
    }
    double min = range.getDouble(1);
    double max = range.getDouble(2);
    if (!(max > min) || !Double.isFinite(max - min)) {
      throw new UserError(
          "Cannot learn from --prior-column: its values at good counterparts are "
              + min
              + " to "
              + max
              + "; name another column.");
    }
    long[] steps = steps(good, min, max);
    for (int zoom = 0; zoom < MAX_ZOOMS; zoom++) {
      int from = quantile(steps, TAIL);
      int to = quantile(steps, 1 - TAIL) + 1;
      if (to - from >= MIN_STEPS_OF_CENTRE) {
        break;
      }
      double width = (max - min) / steps.length;
      max = min + width * to;
      min = min + width * from;
      steps = steps(good, min, max);
    }
    Dataset<Row> rows = partners.rows(Side.RIGHT).filter(col(Side.RIGHT.ra()).isNotNull());
    long[] field = steps(values(rows, Side.RIGHT.column(MatchInput.PRIOR)), min, max);
    return new Learned(ColumnPrior.learned(min, max, steps, field), Arrays.stream(steps).sum());
  }

  /** The factor of each candidate. */
  static Column factor(ColumnPrior prior) {
    UDF1<Double, Double> factor = prior::factor;
    return udf(factor, DataTypes.DoubleType).apply(Side.RIGHT.column(MatchInput.PRIOR));
  }

  private static Dataset<Row> values(Dataset<Row> rows, Column value) {
    return rows.select(value.as(VALUE)).filter(col(VALUE).isNotNull().and(not(isnan(col(VALUE)))));
  }

  private static long[] steps(Dataset<Row> values, double min, double max) {
    UDF1<Double, Integer> step = value -> ColumnPrior.fineStep(value, min, max);
    long[] counts = new long[ColumnPrior.FINE_STEPS];
    values
        .select(udf(step, DataTypes.IntegerType).apply(col(VALUE)).as(STEP))
        .groupBy(STEP)
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(row -> counts[row.getInt(0)] = row.getLong(1));
    return counts;
  }

  private static int quantile(long[] steps, double part) {
    long wanted = (long) (part * Arrays.stream(steps).sum());
    long before = 0;
    for (int i = 0; i < steps.length; i++) {
      before += steps[i];
      if (before > wanted) {
        return i;
      }
    }
    return steps.length - 1;
  }
}
