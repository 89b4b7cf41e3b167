package allsky.spark.table;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.when;

import allsky.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * How well a catalog's positions are known and how they move: expressions over its rows, double,
 * null where a row has no such value. A unit in a column's metadata goes before what is known of
 * the archive. A motion whose unit nobody tells is not used, and AllWISE's, which include the
 * parallax, only where the user names their columns.
 *
 * @param errorArcsec the circular one-sigma error, sqrt((sigra^2 + sigdec^2) / 2)
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

  /**
   * WISE and its kin, Gaia, SDSS's photometry, the axes of the ellipses of 2MASS and of VizieR's
   * AllWISE, VizieR's Gaia.
   */
  private static final List<String> RA_ERROR_NAMES =
      List.of("sigra", "ra_error", "raerr", "err_maj", "eemaj", "e_ra_icrs");

  private static final List<String> DEC_ERROR_NAMES =
      List.of("sigdec", "dec_error", "decerr", "err_min", "eemin", "e_de_icrs");

  private static final List<String> PM_RA_NAMES = List.of("pmra");
  private static final List<String> PM_DEC_NAMES = List.of("pmdec", "pmde");
  private static final List<String> EPOCH_NAMES = List.of("ref_epoch");

  private static final double MAS_PER_ARCSEC = 1000;

  /** J2000.0 as a Modified Julian Date, and the days of a Julian year. */
  private static final double J2000_MJD = 51544.5;

  private static final double DAYS_PER_YEAR = 365.25;

  /** Beyond these a number is no epoch but a count of days, or the 0 of DESI where it has none. */
  private static final double FIRST_YEAR = 1860;

  private static final double LAST_YEAR = 2200;

  /**
   * Finds the columns in a catalog, or among the rows of a {@link SourceTable}, which keep them.
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
  static Astrometry of(
      StructType schema, TableInput input, AstrometryChoice choice, UnaryOperator<String> inRows) {
    return new Finder(schema, input, choice, inRows).find();
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

  /** The search for the columns of one catalog. */
  private static final class Finder {

    private final StructType schema;
    private final TableInput input;
    private final ColumnFinder columns;
    private final AstrometryChoice choice;
    private final UnaryOperator<String> inRows;
    private final Optional<KnownArchive> archive;
    private final List<String> roles = new ArrayList<>();

    Finder(
        StructType schema,
        TableInput input,
        AstrometryChoice choice,
        UnaryOperator<String> inRows) {
      this.schema = schema;
      this.input = input;
      this.columns = new ColumnFinder(input, schema);
      this.choice = choice;
      this.inRows = inRows;
      this.archive = KnownArchive.of(schema);
    }

    Astrometry find() {
      Optional<Column> error = error();
      List<Column> motion = motion();
      Optional<Column> epoch = epoch();
      return new Astrometry(
          error,
          motion.stream().findFirst(),
          motion.stream().skip(1).findFirst(),
          epoch,
          List.copyOf(roles));
    }

    private Optional<Column> error() {
      Optional<String> ra = columns.find("ra-error", choice.raError(), RA_ERROR_NAMES);
      Optional<String> dec =
          choice.raError().isPresent() && choice.decError().isEmpty()
              ? ra
              : columns.find("dec-error", choice.decError(), DEC_ERROR_NAMES);
      if (ra.isEmpty() || dec.isEmpty()) {
        return Optional.empty();
      }
      Optional<AngularUnit> raUnit = errorUnit(ra.get());
      Optional<AngularUnit> decUnit = errorUnit(dec.get());
      if (raUnit.isEmpty() || decUnit.isEmpty()) {
        passOver(ra.get(), dec.get(), choice.raError().map(named -> "ra-error"));
        return Optional.empty();
      }
      Column sigmaRa = number(ra.get()).multiply(raUnit.get().arcsec());
      Column sigmaDec = number(dec.get()).multiply(decUnit.get().arcsec());
      roles.add("errors are " + withUnit(ra.get(), raUnit.get().spelling(), dec.get()));
      Column sum = sigmaRa.multiply(sigmaRa).plus(sigmaDec.multiply(sigmaDec));
      return Optional.of(sqrt(sum.divide(2)));
    }

    /**
     * Gaia gives its errors in mas; all others that are known give arcsec. Empty where the column
     * has a unit that is no known angle.
     */
    private Optional<AngularUnit> errorUnit(String column) {
      if (!AngularUnit.isNone(unit(column))) {
        return AngularUnit.of(unit(column));
      }
      boolean gaias = column.toLowerCase(Locale.ROOT).matches("(ra|dec)_error|e_(ra|de)_icrs");
      return Optional.of(gaias ? AngularUnit.MILLIARCSEC : AngularUnit.ARCSEC);
    }

    /**
     * Leaves two columns out, because the unit of one is not known.
     *
     * @param namedAs the option's role, where the user named the columns
     * @throws UserError where the user named them
     */
    private void passOver(String first, String second, Optional<String> namedAs) {
      String names = first.equals(second) ? first : first + ", " + second;
      String units =
          unit(first).equals(unit(second)) ? unit(first) : unit(first) + "', '" + unit(second);
      String reason =
          AngularUnit.isNone(unit(first)) && AngularUnit.isNone(unit(second))
              ? "their unit is not known"
              : "their unit '" + units + "' is not known";
      if (namedAs.isPresent()) {
        throw new UserError(
            String.format(
                "Cannot use %s %s: %s; correct the unit in the file.",
                input.columnOption(namedAs.get()), names, reason));
      }
      roles.add(names + " are not used: " + reason);
    }

    /** Both motions, or none. */
    private List<Column> motion() {
      Optional<String> ra = columns.find("pm-ra", choice.pmRa(), PM_RA_NAMES);
      Optional<String> dec = columns.find("pm-dec", choice.pmDec(), PM_DEC_NAMES);
      if (ra.isEmpty() || dec.isEmpty()) {
        return List.of();
      }
      String names = ra.get() + ", " + dec.get();
      if (isApparent(ra.get()) && choice.pmRa().isEmpty()) {
        roles.add(names + " are not used unless named: apparent motion (with parallax)");
        return List.of();
      }
      Optional<AngularUnit> raUnit = motionUnit(ra.get());
      Optional<AngularUnit> decUnit = motionUnit(dec.get());
      if (raUnit.isEmpty() || decUnit.isEmpty()) {
        passOver(ra.get(), dec.get(), choice.pmRa().map(named -> "pm-ra"));
        return List.of();
      }
      roles.add(
          (isApparent(ra.get()) ? "apparent motion (with parallax) is " : "proper motion is ")
              + withUnit(ra.get(), raUnit.get().spelling() + "/yr", dec.get()));
      return List.of(
          number(ra.get()).multiply(raUnit.get().arcsec() * MAS_PER_ARCSEC),
          number(dec.get()).multiply(decUnit.get().arcsec() * MAS_PER_ARCSEC));
    }

    private boolean isApparent(String pmRa) {
      return archive.equals(Optional.of(KnownArchive.ALLWISE))
          && PM_RA_NAMES.contains(pmRa.toLowerCase(Locale.ROOT));
    }

    /** A unit that the column has counts, known or not, before what is known of the archive. */
    private Optional<AngularUnit> motionUnit(String column) {
      if (!AngularUnit.isNone(unit(column))) {
        return AngularUnit.ofPerYear(unit(column));
      }
      Optional<AngularUnit> ofArchive =
          archive.flatMap(KnownArchive::motionUnit).flatMap(AngularUnit::ofPerYear);
      Optional<AngularUnit> ofChoice = choice.pmRa().map(named -> AngularUnit.MILLIARCSEC);
      return ofArchive.or(() -> ofChoice);
    }

    private Optional<Column> epoch() {
      Optional<Double> chosen = choice.epoch().flatMap(Finder::year);
      if (chosen.isPresent()) {
        return constant(chosen.get());
      }
      Optional<String> column = columns.find("epoch", choice.epoch(), EPOCH_NAMES);
      if (column.isPresent()) {
        roles.add("epoch is " + column.get());
        return column.map(this::epochOf);
      }
      return archive.flatMap(KnownArchive::epochMjd).flatMap(mjd -> constant(julianYear(mjd)));
    }

    private Optional<Column> constant(double year) {
      roles.add(String.format(Locale.ROOT, "epoch is %.4f", year));
      return Optional.of(lit(year));
    }

    private Column epochOf(String column) {
      boolean isMjd = unit(column).equals("d") || column.toLowerCase(Locale.ROOT).contains("mjd");
      Column value = number(column);
      Column year = isMjd ? value.minus(J2000_MJD).divide(DAYS_PER_YEAR).plus(2000) : value;
      return when(year.between(FIRST_YEAR, LAST_YEAR), year);
    }

    private static Optional<Double> year(String text) {
      try {
        return Optional.of(Double.valueOf(text)).filter(Astrometry::isEpoch);
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }

    /** The column's number, null for NaN, which Spark takes for the largest, and infinity. */
    private Column number(String column) {
      Column value = Columns.named(inRows.apply(column)).cast(DataTypes.DoubleType);
      return when(value.between(-Double.MAX_VALUE, Double.MAX_VALUE), value);
    }

    private String unit(String column) {
      StructField field = schema.apply(column);
      return Columns.unit(field);
    }

    private static String withUnit(String first, String unit, String second) {
      String names = first.equals(second) ? first : first + ", " + second;
      return names + " (" + unit + ")";
    }
  }
}
