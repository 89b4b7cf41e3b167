package allsky.spark.columns.astrometry;

import allsky.spark.columns.TableInput;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructType;

/**
 * How well a catalog's positions are known and how they move: expressions over its rows, double,
 * null where a row has no such value or a placeholder of {@link KnownValue}. A unit in a column's
 * metadata goes before what is known of the archive. A motion whose unit nobody tells is not used,
 * and AllWISE's, which include the parallax, only where the user names their columns. Where the
 * columns fit several archives only the columns that the user names are used.
 *
 * @param errorArcsec the circular one-sigma error, sqrt((sigra^2 + sigdec^2) / 2), above 0
 * @param pmRaMasPerYear proper motion in right ascension, including cos(dec)
 * @param pmDecMasPerYear proper motion in declination
 * @param epochYear the Julian year at which the position holds
 * @param roles which columns were taken for what, for people to read
 */
public record Astrometry(
    Optional<Column> errorArcsec,
    Optional<Column> pmRaMasPerYear,
    Optional<Column> pmDecMasPerYear,
    Optional<Column> epochYear,
    List<String> roles) {

  /** J2000.0 as a Modified Julian Date, and the days of a Julian year. */
  static final double J2000_MJD = 51544.5;

  static final double DAYS_PER_YEAR = 365.25;

  /** Beyond these a number is no epoch but a count of days, or the 0 of DESI where it has none. */
  static final double FIRST_YEAR = 1860;

  static final double LAST_YEAR = 2200;

  /**
   * Finds the columns in a catalog, or among the rows of a {@code SourceTable}, which keep them.
   *
   * @throws allsky.UserError where the user's choice names no column
   */
  public static Astrometry of(StructType schema, TableInput input, AstrometryChoice choice) {
    return of(schema, input, choice, UnaryOperator.identity());
  }

  /**
   * The same over rows that have the catalog's columns under other names.
   *
   * @param inRows what the rows call a column of the catalog
   */
  public static Astrometry of(
      StructType schema, TableInput input, AstrometryChoice choice, UnaryOperator<String> inRows) {
    return new AstrometryFinder(schema, input, choice, inRows).find();
  }

  /** True where rows can be moved: their motion and the epoch that it starts from are known. */
  public boolean hasMotion() {
    return pmRaMasPerYear.isPresent() && pmDecMasPerYear.isPresent() && epochYear.isPresent();
  }

  /** True for the Julian years that an epoch can be. */
  public static boolean isEpoch(double year) {
    return year >= FIRST_YEAR && year <= LAST_YEAR;
  }

  /** The Julian year of a Modified Julian Date: 2010.5558 for AllWISE's 55400. */
  static double julianYear(double mjd) {
    return 2000 + (mjd - J2000_MJD) / DAYS_PER_YEAR;
  }
}
