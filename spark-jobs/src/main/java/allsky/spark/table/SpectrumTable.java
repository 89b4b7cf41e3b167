package allsky.spark.table;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import allsky.survey.SourceClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Spectra with a class, under one set of names: {@code specobjid ra dec label z} and {@code
 * rejected}, the reason why a spectrum may label no source, or null where it may.
 *
 * @param rows one row for each spectrum of the catalog, rejected ones too
 * @param roles which of the catalog's columns was taken for what, for people to read
 */
public record SpectrumTable(Dataset<Row> rows, List<String> roles) {

  public static final String KEY = MatchTable.SPECTRUM_KEY;
  public static final String LABEL = MatchTable.LABEL;
  public static final String Z = MatchTable.Z;

  /** One of the reasons below, or null. */
  public static final String REJECTED = "rejected";

  public static final String BAD_POSITION = "BAD_POSITION";

  /** The class is none of STAR, GALAXY, QSO. */
  public static final String OTHER_CLASS = "OTHER_CLASS";

  /** SDSS's zwarning (DESI's zwarn) is not 0. */
  public static final String REDSHIFT_WARNING = "REDSHIFT_WARNING";

  /** A repeat: SDSS keeps a better spectrum of the object. */
  public static final String NOT_PRIMARY = "NOT_PRIMARY";

  /** sn_median_all is below the limit. */
  public static final String LOW_SIGNAL = "LOW_SIGNAL";

  /** A catalog without any of these is named by its sources' key. */
  private static final List<String> KEY_NAMES =
      List.of("specobjid", "spec_obj_id", "spectrum_id", "targetid");

  private static final List<String> CLASS_NAMES = List.of("class", "spectype", "spclass");

  /** Where both are there, z is the magnitude of the SDSS band. */
  private static final List<String> REDSHIFT_NAMES = List.of("redshift", "z", "zspec");

  private static final List<String> WARNING_NAMES = List.of("zwarning", "zwarn");

  private static final List<String> PRIMARY_NAMES =
      List.of("specprimary", "scienceprimary", "zcat_primary");

  private static final List<String> SIGNAL_NAMES = List.of("sn_median_all", "snmedian");

  private static final UserDefinedFunction CLASS_NAME =
      functions.udf((UDF1<String, String>) SpectrumTable::className, DataTypes.StringType);

  /**
   * Which spectra may label a source; the usual cuts of SDSS training sets.
   *
   * @param keepRedshiftWarnings also those whose redshift fit warns
   * @param keepRepeats also those that are not the primary spectrum of their object
   * @param leastSignal the least sn_median_all; 0 takes all
   */
  public record Cuts(boolean keepRedshiftWarnings, boolean keepRepeats, double leastSignal) {}

  /** True where a catalog has the class of its objects, so that its rows can label sources. */
  public static boolean hasClass(Dataset<Row> catalog, TableInput input, ColumnChoice choice) {
    return classColumn(new ColumnFinder(input, catalog.schema()), choice).isPresent();
  }

  /** True where a catalog has a column that can name its spectra. */
  public static boolean hasKey(Dataset<Row> catalog, TableInput input, ColumnChoice choice) {
    return keyColumn(new ColumnFinder(input, catalog.schema()), choice).isPresent()
        || SourceTable.hasKey(catalog, input, choice);
  }

  /** Brings a catalog of spectra under the table's names and decides which may label. */
  public static SpectrumTable of(
      Dataset<Row> catalog, TableInput input, ColumnChoice choice, Cuts cuts) {
    ColumnFinder finder = new ColumnFinder(input, catalog.schema());
    String key = keyColumn(finder, choice).orElseGet(() -> SourceTable.keyColumn(finder, choice));
    String sourceClass = classColumn(finder, choice).orElseThrow();
    SourceTable positioned = SourceTable.of(catalog, input, choice.orElse(keyIs(key)));
    Optional<String> redshift = finder.find("z", Optional.empty(), REDSHIFT_NAMES);
    Dataset<Row> rows =
        positioned
            .rows()
            .select(
                trim(Columns.named(key).cast(DataTypes.StringType)).as(KEY),
                functions.col(SourceTable.RA),
                functions.col(SourceTable.DEC),
                CLASS_NAME.apply(Columns.named(sourceClass)).as(LABEL),
                redshift.map(Columns::named).orElse(lit(null)).cast(DataTypes.DoubleType).as(Z),
                rejectedByCuts(finder, cuts).as(REJECTED))
            .withColumn(REJECTED, rejected());
    List<String> roles = new ArrayList<>(positioned.roles());
    roles.add("class is " + sourceClass);
    redshift.ifPresent(column -> roles.add("z is " + column));
    for (List<String> names : List.of(WARNING_NAMES, PRIMARY_NAMES, SIGNAL_NAMES)) {
      finder.find("", Optional.empty(), names).ifPresent(column -> roles.add("cut by " + column));
    }
    return new SpectrumTable(rows, List.copyOf(roles));
  }

  /** The spectra that may label a source. */
  public SourceTable accepted() {
    Dataset<Row> accepted = rows.filter(functions.col(REJECTED).isNull()).drop(REJECTED);
    return new SourceTable(accepted, KEY, roles);
  }

  private static ColumnChoice keyIs(String key) {
    return ColumnChoice.ofNullable(null, null, key, null);
  }

  private static Optional<String> keyColumn(ColumnFinder finder, ColumnChoice choice) {
    return finder.find("key", choice.key(), KEY_NAMES);
  }

  private static Optional<String> classColumn(ColumnFinder finder, ColumnChoice choice) {
    return finder.find("class", choice.label(), CLASS_NAMES);
  }

  private static Column rejected() {
    return when(not(SourceTable.isValidPosition()), BAD_POSITION)
        .when(functions.col(LABEL).isNull(), OTHER_CLASS)
        .otherwise(functions.col(REJECTED));
  }

  /** A catalog without a cut's column passes the cut, and so does a null. */
  private static Column rejectedByCuts(ColumnFinder finder, Cuts cuts) {
    Column warns = number(finder, WARNING_NAMES, 0).notEqual(0);
    Column repeat = number(finder, PRIMARY_NAMES, 1).equalTo(0);
    Column low = number(finder, SIGNAL_NAMES, cuts.leastSignal()).lt(cuts.leastSignal());
    return when(warns.and(lit(!cuts.keepRedshiftWarnings())), REDSHIFT_WARNING)
        .when(repeat.and(lit(!cuts.keepRepeats())), NOT_PRIMARY)
        .when(low, LOW_SIGNAL);
  }

  private static Column number(ColumnFinder finder, List<String> names, double missing) {
    Optional<String> column = finder.find("", Optional.empty(), names);
    return column
        .map(name -> coalesce(Columns.named(name).cast(DataTypes.DoubleType), lit(missing)))
        .orElse(lit(missing));
  }

  private static String className(String name) {
    return name == null ? null : SourceClass.ofName(name).map(SourceClass::name).orElse(null);
  }
}
