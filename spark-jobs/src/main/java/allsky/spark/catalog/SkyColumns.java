package allsky.spark.catalog;

import allsky.sky.Healpix;
import allsky.sky.SkyPosition;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** The sky's functions as column expressions. */
public final class SkyColumns {

  private static final UserDefinedFunction HEALPIX_29 =
      functions.udf((UDF2<Double, Double, Long>) SkyColumns::cell29, DataTypes.LongType);

  private SkyColumns() {}

  /**
   * The HEALPix cell of order 29, NESTED, that HATS calls {@code _healpix_29}; null where the
   * position is none.
   *
   * @param ra right ascension in degrees, double
   * @param dec declination in degrees, double
   */
  public static Column healpix29(Column ra, Column dec) {
    return HEALPIX_29.apply(ra, dec);
  }

  /**
   * The HEALPix cells, NESTED, that lie within a distance of a position, its own among them; null
   * where the position is none.
   *
   * @param ra right ascension in degrees, double
   * @param dec declination in degrees, double
   * @param order 0 to 29; cells should be much larger than the distance
   */
  public static Column cellsAround(Column ra, Column dec, int order, double distanceArcsec) {
    UserDefinedFunction cells =
        functions.udf(
            (UDF2<Double, Double, long[]>)
                (raDeg, decDeg) ->
                    isPosition(raDeg, decDeg)
                        ? Healpix.cellsAround(order, raDeg, decDeg, distanceArcsec)
                        : null,
            DataTypes.createArrayType(DataTypes.LongType, false));
    return cells.apply(ra, dec);
  }

  private static boolean isPosition(Double ra, Double dec) {
    return ra != null && dec != null && SkyPosition.isValid(ra, dec);
  }

  private static Long cell29(Double ra, Double dec) {
    if (!isPosition(ra, dec)) {
      return null;
    }
    return Healpix.cell(Healpix.MAX_ORDER, ra, dec);
  }
}
