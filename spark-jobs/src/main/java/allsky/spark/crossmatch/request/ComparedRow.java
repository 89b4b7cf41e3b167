package allsky.spark.crossmatch.request;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import allsky.sky.ErrorEllipse;
import allsky.sky.SkyPosition;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;

/**
 * The values of a row that a {@link MatchRule} compares.
 *
 * @param raDeg right ascension, degrees
 * @param decDeg declination, degrees
 * @param errorArcsec circular positional error; NaN if it is not known
 * @param tie the order of the row's key
 * @param more {@value #MORE} values: semi-axes (arcsec) and position angle (degrees) of the error
 *     ellipse, and the radius (arcsec); NaN if they are not known; null if the side has none
 */
public record ComparedRow(
    double raDeg, double decDeg, double errorArcsec, long tie, double[] more) {

  /** How many more values a row has. */
  public static final int MORE = 4;

  /** The type of {@link Side#more}. */
  public static final ArrayType MORE_TYPE = DataTypes.createArrayType(DataTypes.DoubleType, true);

  /** Field of {@link #struct}: right ascension, degrees. */
  public static final String RA = "ra";

  /** Field of {@link #struct}: declination, degrees. */
  public static final String DEC = "dec";

  /** Field of {@link #struct}: circular positional error, arcsec, or null. */
  public static final String ERROR = "error";

  /** Field of {@link #struct}: the order of the key. */
  public static final String TIE = "tie";

  private static final int MAJOR = 0;
  private static final int MINOR = 1;
  private static final int ANGLE = 2;
  private static final int RADIUS = 3;

  /**
   * The value of {@link Side#more}; null if there is neither of both.
   *
   * @param ellipse array of both semi-axes and the position angle, or null
   * @param radiusArcsec the radius, or null
   */
  static Column more(Optional<Column> ellipse, Optional<Column> radiusArcsec) {
    if (ellipse.isEmpty() && radiusArcsec.isEmpty()) {
      return lit(null).cast(MORE_TYPE);
    }
    Column[] values = new Column[MORE];
    for (int i = 0; i < RADIUS; i++) {
      int field = i;
      values[i] = orNaN(ellipse.map(axes -> axes.getItem(field)));
    }
    values[RADIUS] = orNaN(radiusArcsec);
    return array(values).cast(MORE_TYPE);
  }

  private static Column orNaN(Optional<Column> value) {
    Column unknown = lit(Double.NaN);
    return value.map(known -> coalesce(known, unknown)).orElse(unknown);
  }

  /** Values as one struct, for {@link #of}. */
  static Column struct(Column ra, Column dec, Column errorArcsec, Column tie, Column more) {
    return functions.struct(
        ra.as(RA), dec.as(DEC), errorArcsec.as(ERROR), tie.as(TIE), more.as("more"));
  }

  /** The values of a side as one struct, for {@link #of}. */
  public static Column column(Side side) {
    return functions.struct(
        col(side.ra()), col(side.dec()), col(side.error()), col(side.tie()), col(side.more()));
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
        values.getLong(3),
        values.isNullAt(4) ? null : doubles(values.getList(4)));
  }

  /** The numbers of {@link Side#more} in a row. */
  public static double[] doubles(List<Double> more) {
    return more.stream().mapToDouble(value -> value).toArray();
  }

  /** A row of which only position and error count. */
  public static ComparedRow at(double raDeg, double decDeg, Double errorArcsec) {
    return new ComparedRow(raDeg, decDeg, errorArcsec == null ? Double.NaN : errorArcsec, 0, null);
  }

  /** The same values at another position. */
  public ComparedRow at(SkyPosition other) {
    return new ComparedRow(other.raDeg(), other.decDeg(), errorArcsec, tie, more);
  }

  /** Where the row is. */
  public SkyPosition position() {
    return new SkyPosition(raDeg, decDeg);
  }

  /** The radius, arcsec; 0 on a side without radii. */
  double radiusArcsec() {
    return more == null || Double.isNaN(more[RADIUS]) ? 0 : more[RADIUS];
  }

  /** The error ellipse; a circle on a side without ellipses, and 0 if the error is not known. */
  ErrorEllipse ellipse() {
    return more == null || Double.isNaN(more[MAJOR])
        ? ErrorEllipse.circle(errorArcsec > 0 ? errorArcsec : 0)
        : new ErrorEllipse(more[MAJOR], more[MINOR], more[ANGLE]);
  }
}
