package allsky.spark.columns.position;

import allsky.sky.Healpix;
import allsky.sky.Moc;
import allsky.sky.ProperMotion;
import allsky.sky.SkyPosition;
import allsky.sky.SkyRegion;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.api.java.UDF5;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Column expressions for functions of positions on the sky. */
public final class SkyColumns {

  private static final UserDefinedFunction HEALPIX_29 =
      functions.udf((UDF2<Double, Double, Long>) SkyColumns::cell29, DataTypes.LongType);

  private static final UserDefinedFunction MOVED_RA =
      functions.udf(
          (UDF5<Double, Double, Double, Double, Double, Double>)
              (ra, dec, pmRa, pmDec, years) -> {
                SkyPosition there = moved(ra, dec, pmRa, pmDec, years);
                return there == null ? ra : there.raDeg();
              },
          DataTypes.DoubleType);

  private static final UserDefinedFunction MOVED_DEC =
      functions.udf(
          (UDF5<Double, Double, Double, Double, Double, Double>)
              (ra, dec, pmRa, pmDec, years) -> {
                SkyPosition there = moved(ra, dec, pmRa, pmDec, years);
                return there == null ? dec : there.decDeg();
              },
          DataTypes.DoubleType);

  private SkyColumns() {}

  /**
   * The HEALPix cell of order 29, NESTED, that HATS calls {@code _healpix_29}; null if the position
   * is not valid.
   *
   * @param ra right ascension in degrees, double
   * @param dec declination in degrees, double
   */
  public static Column healpix29(Column ra, Column dec) {
    return HEALPIX_29.apply(ra, dec);
  }

  /**
   * The HEALPix cells, NESTED, within a distance of a position, including its own; null if the
   * position is not valid.
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

  /**
   * A function of a source's tile and of its position, the columns {@code ra} and {@code dec}.
   *
   * @param tile the tile's name or index, of the type of the function's first argument
   * @param result the type of the function's result
   */
  public static <T, R> Column ofSource(
      UDF3<T, Double, Double, R> function, DataType result, Column tile) {
    Column ra = functions.col("ra").cast(DataTypes.DoubleType);
    Column dec = functions.col("dec").cast(DataTypes.DoubleType);
    return functions.udf(function, result).apply(tile, ra, dec);
  }

  /**
   * The right ascension some years later, in degrees, see {@link ProperMotion#from}; {@code ra} if
   * the position, the motion or the years are null.
   *
   * @param ra right ascension in degrees, double
   * @param dec declination in degrees, double
   * @param pmRa proper motion in right ascension, including cos(dec), mas a Julian year, finite
   * @param pmDec proper motion in declination, mas a Julian year, finite
   * @param years Julian years, finite
   */
  public static Column movedRa(Column ra, Column dec, Column pmRa, Column pmDec, Column years) {
    return MOVED_RA.apply(ra, dec, pmRa, pmDec, years);
  }

  /** The declination that belongs to {@link #movedRa}. */
  public static Column movedDec(Column ra, Column dec, Column pmRa, Column pmDec, Column years) {
    return MOVED_DEC.apply(ra, dec, pmRa, pmDec, years);
  }

  private static SkyPosition moved(Double ra, Double dec, Double pmRa, Double pmDec, Double years) {
    boolean isKnown = isPosition(ra, dec) && pmRa != null && pmDec != null && years != null;
    return isKnown
        ? new ProperMotion(pmRa, pmDec).from(SkyPosition.ofDegrees(ra, dec), years)
        : null;
  }

  /** True if both are not null and are a position on the sky, in degrees. */
  public static boolean isPosition(Double ra, Double dec) {
    return ra != null && dec != null && SkyPosition.isValid(ra, dec);
  }

  /**
   * True for rows in a region, or near it; never null. The limits of declination are a condition of
   * their own, which files can apply.
   *
   * @param ra right ascension in degrees, double
   * @param dec declination in degrees, double
   * @param distanceDeg the largest distance from the region; 0 for positions in it
   */
  public static Column isWithin(Column ra, Column dec, SkyRegion region, double distanceDeg) {
    UDF2<Double, Double, Boolean> isNear =
        (raDeg, decDeg) ->
            isPosition(raDeg, decDeg)
                && (distanceDeg > 0
                    ? region.distanceDeg(raDeg, decDeg) <= distanceDeg
                    : region.contains(raDeg, decDeg));
    return dec.geq(region.decFromDeg() - distanceDeg)
        .and(dec.leq(region.decToDeg() + distanceDeg))
        .and(functions.udf(isNear, DataTypes.BooleanType).apply(ra, dec));
  }

  /**
   * True for rows in a map of cells, or near it; never null. Rows a little farther than the
   * distance may be near it too. The limits of declination are a condition of their own, which
   * files can apply.
   *
   * @param ra right ascension in degrees, double
   * @param dec declination in degrees, double
   * @param moc the map, which every executor gets once
   * @param distanceDeg the largest distance from the map; 0 for positions in it
   */
  public static Column isWithin(Column ra, Column dec, Broadcast<Moc> moc, double distanceDeg) {
    UDF2<Double, Double, Boolean> isNear =
        (raDeg, decDeg) ->
            isPosition(raDeg, decDeg)
                && (distanceDeg > 0
                    ? moc.value().mayReach(raDeg, decDeg, distanceDeg)
                    : moc.value().contains(raDeg, decDeg));
    return dec.geq(moc.value().decFromDeg() - distanceDeg)
        .and(dec.leq(moc.value().decToDeg() + distanceDeg))
        .and(functions.udf(isNear, DataTypes.BooleanType).apply(ra, dec));
  }

  private static Long cell29(Double ra, Double dec) {
    if (!isPosition(ra, dec)) {
      return null;
    }
    return Healpix.cell(Healpix.MAX_ORDER, ra, dec);
  }
}
