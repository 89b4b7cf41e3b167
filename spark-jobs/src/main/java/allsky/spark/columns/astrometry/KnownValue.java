package allsky.spark.columns.astrometry;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;

/**
 * Distinguishes measured numbers from placeholders for missing values (-1, -999, -9999). A
 * placeholder becomes null.
 */
final class KnownValue {

  /** Placeholders of errors: no measured error consists only of nines. */
  private static final Object[] NO_ERROR = {999.0, 9999.0, 99999.0, 999999.0};

  private static final Object[] NO_MOTION = {
    -999.0, -9999.0, -99999.0, -999999.0, 9999.0, 99999.0, 999999.0
  };

  /** Placeholders that could be a motion in one direction, but not in both. */
  private static final Object[] NO_MOTION_IN_BOTH = {
    99.0, -99.0, 99.9, -99.9, 99.99, -99.99, 999.0, 999.9, -999.9, 999.99, -999.99
  };

  /** Twice the motion of Barnard's star, the fastest (10.39 arcsec/yr, Benedict et al. 1999). */
  private static final double GREATEST_MAS_PER_YEAR = 20_000;

  private KnownValue() {}

  /** The error of a position: above 0 and not a placeholder. */
  static Column error(Column number) {
    return when(number.gt(0).and(not(number.isin(NO_ERROR))), number);
  }

  /**
   * One component of a proper motion, in mas/yr.
   *
   * @param number as in the catalog
   * @param other the other component as in the catalog
   * @param unitMas the catalog's unit
   */
  static Column motion(Column number, Column other, double unitMas) {
    Column inBoth = number.equalTo(other).and(number.isin(NO_MOTION_IN_BOTH));
    Column mas = number.multiply(unitMas);
    Column isKnown =
        not(number.isin(NO_MOTION))
            .and(not(coalesce(inBoth, lit(false))))
            .and(abs(mas).leq(GREATEST_MAS_PER_YEAR));
    return when(isKnown, mas);
  }
}
