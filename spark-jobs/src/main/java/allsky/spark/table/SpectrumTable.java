package allsky.spark.table;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import allsky.spark.columns.ClassColumn;
import allsky.spark.columns.ColumnChoice;
import allsky.spark.columns.ColumnFinder;
import allsky.spark.columns.Columns;
import allsky.spark.columns.KeyColumn;
import allsky.spark.columns.TableInput;
import allsky.spark.columns.astrometry.Astrometry;
import allsky.spark.columns.astrometry.AstrometryChoice;
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
 * The table of spectra with a class. Its columns are {@code specobjid ra dec label z} and {@code
 * rejected}, the reason why a spectrum must not label a source, or null. The catalog's own columns
 * are kept too, see {@link #its}.
 *
 * @param rows one row for each spectrum of the catalog, including rejected ones
 * @param roles the catalog's columns and their roles, as text for users
 * @param notes notes for the user on these choices, a sentence each
 */
public record SpectrumTable(Dataset<Row> rows, List<String> roles, List<String> notes) {

  public static final String KEY = MatchTable.SPECTRUM_KEY;
  public static final String LABEL = MatchTable.LABEL;
  public static final String Z = MatchTable.Z;

  /** The prefix of the catalog's own columns. */
  private static final String ITS = "its_";

  /** One of the reasons below, one of {@link SourceTable#positionFault}, or null. */
  public static final String REJECTED = "rejected";

  /** The class is not STAR, GALAXY or QSO. */
  public static final String OTHER_CLASS = "OTHER_CLASS";

  /** SDSS's zwarning (DESI's zwarn) is not 0. */
  public static final String REDSHIFT_WARNING = "REDSHIFT_WARNING";

  /** A repeated observation: SDSS has a better spectrum of the object. */
  public static final String NOT_PRIMARY = "NOT_PRIMARY";

  /** sn_median_all is below the limit. */
  public static final String LOW_SIGNAL = "LOW_SIGNAL";

  /** The key names of spectra. A catalog without any of them uses the key names of sources. */
  private static final List<String> KEY_NAMES =
      List.of("specobjid", "spec_obj_id", "spectrum_id", "targetid");

  /**
   * The names of redshift columns. If a table has both redshift and z, z is a magnitude in the SDSS
   * band.
   */
  private static final List<String> REDSHIFT_NAMES = List.of("redshift", "z", "zspec");

  private static final List<String> WARNING_NAMES = List.of("zwarning", "zwarn");

  private static final List<String> PRIMARY_NAMES =
      List.of("specprimary", "scienceprimary", "zcat_primary");

  private static final List<String> SIGNAL_NAMES = List.of("sn_median_all", "snmedian");

  private static final UserDefinedFunction CLASS_NAME =
      functions.udf((UDF1<String, String>) SpectrumTable::className, DataTypes.StringType);

  /**
   * The cuts that decide which spectra may label a source, as is usual for SDSS training sets.
   *
   * @param keepRedshiftWarnings true to keep spectra with a redshift warning
   * @param keepRepeats true to keep spectra that are not the primary spectrum of their object
   * @param minSignal the minimum of sn_median_all; 0 keeps all
   */
  public record Cuts(boolean keepRedshiftWarnings, boolean keepRepeats, double minSignal) {}

  /**
   * The key column of a catalog of spectra.
   *
   * @throws allsky.UserError if the user's column does not exist or cannot be a key
   */
  public static KeyColumn key(Dataset<Row> catalog, TableInput input, ColumnChoice choice) {
    List<String> names = new ArrayList<>(KEY_NAMES);
    names.addAll(SourceTable.KEY_NAMES);
    return KeyColumn.of(catalog, input, choice, names);
  }

  /** Makes the table from a catalog of spectra, and decides which spectra may label a source. */
  public static SpectrumTable of(
      Dataset<Row> catalog, TableInput input, ColumnChoice choice, Cuts cuts) {
    ColumnFinder finder = new ColumnFinder(input, catalog.schema());
    String key = keyColumn(finder, choice).orElseGet(() -> SourceTable.keyColumn(finder, choice));
    String sourceClass = classColumn(finder, choice).orElseThrow();
    SourceTable positioned = SourceTable.of(catalog, input, choice.orElse(keyIs(key)));
    Optional<StructField> redshift = numberColumn(catalog.schema(), finder, REDSHIFT_NAMES);
    List<Column> columns = new ArrayList<>();
    for (String name : positioned.rows().columns()) {
      columns.add(Columns.named(name).as(its(name)));
    }
    columns.add(trim(text(catalog, key)).as(KEY));
    columns.add(functions.col(SourceTable.RA));
    columns.add(functions.col(SourceTable.DEC));
    columns.add(CLASS_NAME.apply(text(catalog, sourceClass)).as(LABEL));
    columns.add(redshift.map(SpectrumTable::number).orElse(lit(null).cast("double")).as(Z));
    columns.add(rejectedByCuts(catalog.schema(), finder, cuts).as(REJECTED));
    Dataset<Row> rows =
        positioned.rows().select(columns.toArray(new Column[0])).withColumn(REJECTED, rejected());
    List<String> roles = new ArrayList<>(positioned.roles());
    roles.add("class is " + sourceClass);
    redshift.ifPresent(field -> roles.add("z is " + field.name()));
    for (List<String> names : List.of(WARNING_NAMES, PRIMARY_NAMES, SIGNAL_NAMES)) {
      numberColumn(catalog.schema(), finder, names)
          .ifPresent(field -> roles.add("cut by " + field.name()));
    }
    return new SpectrumTable(rows, List.copyOf(roles), positioned.notes());
  }

  /** The same table, in which a rejected spectrum has no label. */
  public SpectrumTable withoutLabelOfRejected() {
    Column label = when(functions.col(REJECTED).isNull(), functions.col(LABEL));
    return new SpectrumTable(rows.withColumn(LABEL, label), roles, notes);
  }

  /** The same table with another note for the user. */
  public SpectrumTable noting(String note) {
    List<String> more = new ArrayList<>(notes);
    more.add(note);
    return new SpectrumTable(rows, roles, List.copyOf(more));
  }

  private static Column text(Dataset<Row> catalog, String column) {
    return Columns.text(Columns.named(column), catalog.schema().apply(column).dataType());
  }

  /** All spectra as a table of positions. */
  public SourceTable positions() {
    return new SourceTable(rows, KEY, roles, notes);
  }

  /**
   * The positional errors and motions of the spectra, from the catalog's own columns.
   *
   * @throws allsky.UserError if a column that the user names does not exist
   */
  public Astrometry astrometry(TableInput input, AstrometryChoice choice) {
    return Astrometry.of(new StructType(itsFields()), input, choice, SpectrumTable::its);
  }

  /**
   * The catalog's own columns with these names, as spelled in the catalog.
   *
   * @param option the option that names them
   * @throws allsky.UserError if a name is not a column of the catalog
   */
  public List<String> columnsNamed(String option, List<String> names) {
    return SourceTable.columnsNamed(option, names, itsColumns());
  }

  /** The names of the catalog's own columns. */
  public List<String> itsColumns() {
    return Arrays.stream(itsFields()).map(StructField::name).toList();
  }

  /** The fields of the catalog's own columns, with their original names. */
  private StructField[] itsFields() {
    return Arrays.stream(rows.schema().fields())
        .filter(field -> field.name().startsWith(ITS))
        .map(field -> Columns.renamed(field, field.name().substring(ITS.length())))
        .toArray(StructField[]::new);
  }

  /** The name of one of the catalog's own columns in {@link #rows}. */
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
    return finder.find("class", choice.label(), ClassColumn.NAMES);
  }

  private static Column rejected() {
    return coalesce(
        SourceTable.positionFault(),
        when(functions.col(LABEL).isNull(), OTHER_CLASS),
        functions.col(REJECTED));
  }

  /** The cuts. A catalog without the column of a cut passes it, and a null value too. */
  private static Column rejectedByCuts(StructType schema, ColumnFinder finder, Cuts cuts) {
    Column warns = number(schema, finder, WARNING_NAMES, 0).notEqual(0);
    Column repeat = number(schema, finder, PRIMARY_NAMES, 1).equalTo(0);
    Column low = number(schema, finder, SIGNAL_NAMES, cuts.minSignal()).lt(cuts.minSignal());
    return when(warns.and(lit(!cuts.keepRedshiftWarnings())), REDSHIFT_WARNING)
        .when(repeat.and(lit(!cuts.keepRepeats())), NOT_PRIMARY)
        .when(low, LOW_SIGNAL);
  }

  private static Column number(
      StructType schema, ColumnFinder finder, List<String> names, double missing) {
    return numberColumn(schema, finder, names)
        .map(field -> coalesce(number(field), lit(missing)))
        .orElse(lit(missing));
  }

  private static Column number(StructField field) {
    Column column = Columns.named(field.name());
    return (Columns.isText(field.dataType()) ? Columns.text(column, field.dataType()) : column)
        .cast(DataTypes.DoubleType);
  }

  /** The first column with one of these names that has one number or flag in each row. */
  private static Optional<StructField> numberColumn(
      StructType schema, ColumnFinder finder, List<String> names) {
    return names.stream()
        .flatMap(name -> finder.find("", Optional.empty(), List.of(name)).stream())
        .map(schema::apply)
        .filter(
            field ->
                ColumnFinder.isNumber(field.dataType())
                    || field.dataType().equals(DataTypes.BooleanType))
        .findFirst();
  }

  private static String className(String name) {
    return name == null ? null : SourceClass.ofName(name).map(SourceClass::name).orElse(null);
  }
}
