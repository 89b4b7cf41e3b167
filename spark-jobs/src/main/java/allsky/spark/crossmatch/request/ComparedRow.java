package allsky.spark.crossmatch.request;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * The values of a row that a {@link MatchRule} compares.
 *
 * @param raDeg right ascension, degrees
 * @param decDeg declination, degrees
 * @param errorArcsec positional error; NaN if it is not known
 * @param tie the order of the row's key
 */
public record ComparedRow(double raDeg, double decDeg, double errorArcsec, long tie) {

  /** The values of a side as one struct, for {@link #of}. */
  public static Column column(Side side) {
    return struct(col(side.ra()), col(side.dec()), col(side.error()), col(side.tie()));
  }

  /** The values of {@link #column}; null without a position. */
  public static ComparedRow of(Row values) {
    if (values == null || values.isNullAt(0) || values.isNullAt(1)) {
      return null;
    }
    return new ComparedRow(
        values.getDouble(0),
        values.getDouble(1),
        values.isNullAt(2) ? Double.NaN : values.getDouble(2),
        values.getLong(3));
  }

  /** A row of which only position and error count. */
  public static ComparedRow at(double raDeg, double decDeg, Double errorArcsec) {
    return new ComparedRow(raDeg, decDeg, errorArcsec == null ? Double.NaN : errorArcsec, 0);
  }
}
