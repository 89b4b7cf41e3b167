package allsky.spark.columns.astrometry;

import allsky.spark.columns.TableInput;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructType;

/**
 * The positional errors, proper motions and epochs of a catalog as column expressions of type
 * double. A value is null if a row has none or a placeholder of {@link KnownValue}. A unit in a
 * column's metadata takes precedence over the unit of the archive. Motions without a known unit are
 * not used. AllWISE's motions include the parallax, so they are used only if the user names their
 * columns. If the columns fit several archives, only columns that the user names are used.
 *
 * @param errorArcsec the circular one-sigma error, sqrt((sigra^2 + sigdec^2) / 2), above 0
 * @param errorEllipse an array of both semi-axes (arcsec, above 0) and the position angle (degrees)
 *     of the error ellipse, if the user names its columns; the circular error is then made of the
 *     axes
 * @param pmRaMasPerYear proper motion in right ascension, including cos(dec)
 * @param pmDecMasPerYear proper motion in declination
 * @param epochYear the Julian year of the position
 * @param radiusArcsec the radius of a row in a match, if the user names its column; any number
 * @param roles the columns and their roles, as text for users
 */
public record Astrometry(
    Optional<Column> errorArcsec,
    Optional<Column> errorEllipse,
    Optional<Column> pmRaMasPerYear,
    Optional<Column> pmDecMasPerYear,
    Optional<Column> epochYear,
    Optional<Column> radiusArcsec,
    List<String> roles) {

  /** J2000.0 as a Modified Julian Date. */
  static final double J2000_MJD = 51544.5;

  static final double DAYS_PER_YEAR = 365.25;

  /**
   * The first year that counts as an epoch. Other numbers are days, or DESI's 0 for a missing
   * epoch.
   */
  static final double FIRST_YEAR = 1860;

  static final double LAST_YEAR = 2200;

  /**
   * Finds the columns in a catalog, or in a {@code SourceTable}, which keeps the columns of its
   * catalog.
   *
   * @throws allsky.UserError if a column that the user names does not exist
   */
  public static Astrometry of(StructType schema, TableInput input, AstrometryChoice choice) {
    return of(schema, input, choice, UnaryOperator.identity());
  }

  /**
   * The same for rows that have the catalog's columns under other names.
   *
   * @param inRows maps a column name of the catalog to its name in the rows
   */
  public static Astrometry of(
      StructType schema, TableInput input, AstrometryChoice choice, UnaryOperator<String> inRows) {
    return new AstrometryFinder(schema, input, choice, inRows).find();
  }

  /** True if rows can be moved: their motion and their epoch are known. */
  public boolean hasMotion() {
    return pmRaMasPerYear.isPresent() && pmDecMasPerYear.isPresent() && epochYear.isPresent();
  }

  /** True for a Julian year that is plausible as an epoch. */
  public static boolean isEpoch(double year) {
    return year >= FIRST_YEAR && year <= LAST_YEAR;
  }

  /** The Julian year of a Modified Julian Date: 2010.5558 for AllWISE's 55400. */
  static double julianYear(double mjd) {
    return 2000 + (mjd - J2000_MJD) / DAYS_PER_YEAR;
  }
}
