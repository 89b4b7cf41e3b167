package allsky.spark.crossmatch.pairs.fields;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import allsky.sky.Separation;
import allsky.spark.crossmatch.request.ComparedRow;
import allsky.spark.crossmatch.request.MatchRule;
import allsky.spark.crossmatch.request.Side;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** The columns that decide whether a left and a right row of one field are a pair. */
record PairColumns(MatchRule rule) {

  /** Separation, arcsec; null without both positions. */
  Column separation() {
    UserDefinedFunction separation =
        functions.udf(
            (UDF4<Double, Double, Double, Double, Double>) PairColumns::separationArcsec,
            DataTypes.DoubleType);
    return separation.apply(
        col(Side.LEFT.ra()), col(Side.LEFT.dec()), col(Side.RIGHT.ra()), col(Side.RIGHT.dec()));
  }

  private static Double separationArcsec(Double raA, Double decA, Double raB, Double decB) {
    boolean known = raA != null && decA != null && raB != null && decB != null;
    return known ? Separation.arcsec(raA, decA, raB, decB) : null;
  }

  /** The separation in units of its error; null, or NaN, if the rows are no pair. */
  Column sigmas(Column separation) {
    MatchRule shared = rule;
    if (!rule.isPlain()) {
      UserDefinedFunction ofPair =
          functions.udf(
              (UDF3<Double, Row, Row, Double>)
                  (apart, left, right) ->
                      apart == null
                          ? null
                          : shared.sigmasOfPair(apart, ComparedRow.of(left), ComparedRow.of(right)),
              DataTypes.DoubleType);
      return ofPair.apply(
          separation, ComparedRow.column(Side.LEFT), ComparedRow.column(Side.RIGHT));
    }
    if (!rule.countsErrors()) {
      return lit(0.0);
    }
    UserDefinedFunction sigmas =
        functions.udf(
            (UDF3<Double, Double, Double, Double>)
                (apart, left, right) ->
                    apart == null ? null : shared.sigmas(apart, known(left), known(right)),
            DataTypes.DoubleType);
    return sigmas.apply(separation, col(Side.LEFT.error()), col(Side.RIGHT.error()));
  }

  private static double known(Double error) {
    return error == null ? Double.NaN : error;
  }
}
