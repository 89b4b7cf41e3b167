package allsky.spark.table;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import allsky.survey.SourceClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Spectra with a class, under one set of names: {@code specobjid ra dec label z} and {@code
 * rejected}, the reason why a spectrum may label no source, or null where it may. Beside them stand
 * the catalog's own columns, see {@link #its}.
 *
 * @param rows one row for each spectrum of the catalog, rejected ones too
 * @param roles which of the catalog's columns was taken for what, for people to read
 */
public record SpectrumTable(Dataset<Row> rows, List<String> roles) {

  public static final String KEY = MatchTable.SPECTRUM_KEY;
  public static final String LABEL = MatchTable.LABEL;
  public static final String Z = MatchTable.Z;

  /** Before the names of the catalog's own columns. */
  private static final String ITS = "its_";

  /** One of the reasons below, one of {@link SourceTable#positionFault}, or null. */
  public static final String REJECTED = "rejected";

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
    List<Column> columns = new ArrayList<>();
    for (String name : positioned.rows().columns()) {
      columns.add(Columns.named(name).as(its(name)));
    }
    columns.add(trim(Columns.named(key).cast(DataTypes.StringType)).as(KEY));
    columns.add(functions.col(SourceTable.RA));
    columns.add(functions.col(SourceTable.DEC));
    columns.add(CLASS_NAME.apply(Columns.named(sourceClass)).as(LABEL));
    columns.add(redshift.map(Columns::named).orElse(lit(null)).cast(DataTypes.DoubleType).as(Z));
    columns.add(rejectedByCuts(finder, cuts).as(REJECTED));
    Dataset<Row> rows =
        positioned.rows().select(columns.toArray(new Column[0])).withColumn(REJECTED, rejected());
    List<String> roles = new ArrayList<>(positioned.roles());
    roles.add("class is " + sourceClass);
    redshift.ifPresent(column -> roles.add("z is " + column));
    for (List<String> names : List.of(WARNING_NAMES, PRIMARY_NAMES, SIGNAL_NAMES)) {
      finder.find("", Optional.empty(), names).ifPresent(column -> roles.add("cut by " + column));
    }
    return new SpectrumTable(rows, List.copyOf(roles));
  }

  /** All spectra by their positions. */
  public SourceTable positions() {
    return new SourceTable(rows, KEY, roles);
  }

  /**
   * How well the spectra's positions are known and how they move, by the catalog's own columns.
   *
   * @throws allsky.UserError where the user's choice names no column
   */
  public Astrometry astrometry(TableInput input, AstrometryChoice choice) {
    return Astrometry.of(new StructType(itsFields()), input, choice, SpectrumTable::its);
  }

  /**
   * The catalog's own columns of some names, as it spells them.
   *
   * @param option the option that names them
   * @throws allsky.UserError where a name is none of its columns
   */
  public List<String> columnsNamed(String option, List<String> names) {
    List<String> itsColumns = Arrays.stream(itsFields()).map(StructField::name).toList();
    return SourceTable.columnsNamed(option, names, itsColumns);
  }

  /** The catalog's own columns under the names that it gives them. */
  private StructField[] itsFields() {
    return Arrays.stream(rows.schema().fields())
        .filter(field -> field.name().startsWith(ITS))
        .map(field -> Columns.renamed(field, field.name().substring(ITS.length())))
        .toArray(StructField[]::new);
  }

  /** What one of the catalog's own columns is called in {@link #rows}. */
  public static String its(String column) {
    return ITS + column;
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
    return coalesce(
        SourceTable.positionFault(),
        when(functions.col(LABEL).isNull(), OTHER_CLASS),
        functions.col(REJECTED));
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
