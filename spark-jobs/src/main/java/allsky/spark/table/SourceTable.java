package allsky.spark.table;

import allsky.UserError;
import allsky.sky.CelestialFrame;
import allsky.spark.columns.ColumnChoice;
import allsky.spark.columns.ColumnFinder;
import allsky.spark.columns.Columns;
import allsky.spark.columns.KeyColumn;
import allsky.spark.columns.RoleNames;
import allsky.spark.columns.TableInput;
import allsky.spark.columns.TakenNames;
import allsky.spark.columns.VizierColumns;
import allsky.spark.columns.position.CelestialAngle;
import allsky.spark.columns.position.FrameColumns;
import allsky.spark.columns.position.PositionColumns;
import allsky.spark.columns.position.ReferenceFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The table of sources: the rows of any catalog with a position and a key. All columns keep the
 * names of their archive. The columns {@code ra} and {@code dec} (degrees, double) always exist;
 * they are computed from degrees, hours, radians or sexagesimal text. The column {@code coadd_id}
 * exists if the catalog has it, or if AllWISE's {@code source_id} gives it. A WISE catalog from
 * VizieR also has its magnitudes and flags under AllWISE's names. Rows without a valid position are
 * kept.
 *
 * @param rows the catalog's columns
 * @param keyColumn the key column, as spelled in the catalog
 * @param roles the catalog's columns and their roles, as text for users
 * @param notes notes for the user on these choices, a sentence each
 */
public record SourceTable(
    Dataset<Row> rows, String keyColumn, List<String> roles, List<String> notes) {

  public static final String RA = RoleNames.RA;
  public static final String DEC = RoleNames.DEC;

  /** The Atlas tile whose images the source was measured on. */
  public static final String COADD_ID = RoleNames.COADD_ID;

  /** The key of a list of positions without a key: the row number, from 1. */
  public static final String ROW = RoleNames.ROW;

  /** Right ascension or declination is null, NaN or not an angle. */
  public static final String NO_POSITION = "NO_POSITION";

  /** Right ascension is outside 0 to 360 degrees by more than a rounding error. */
  public static final String RA_OUT_OF_RANGE = "RA_OUT_OF_RANGE";

  /** Declination is outside -90 to 90 degrees. */
  public static final String DEC_OUT_OF_RANGE = "DEC_OUT_OF_RANGE";

  private static final String SOURCE_ID = "source_id";

  static final List<String> KEY_NAMES =
      List.of(
          "cntr",
          SOURCE_ID,
          "source_name",
          "designation",
          "objid",
          "object_id",
          "targetid",
          "unwise_objid",
          "allwise",
          "id",
          "name",
          ROW);

  /** The first 13 characters of AllWISE's source_id, such as 0000m016_ac51-000001. */
  private static final String COADD_OF_SOURCE_ID = "^(\\d{4}[mp]\\d{3}_[a-z]{2}\\d{2})-";

  /**
   * Assigns roles to the columns of a catalog.
   *
   * @throws allsky.UserError if a role has no column; the message names the option to use
   */
  public static SourceTable of(Dataset<Row> catalog, TableInput input, ColumnChoice choice) {
    ColumnFinder finder = new ColumnFinder(input, catalog.schema());
    PositionColumns position = PositionColumns.of(catalog.schema(), input, choice);
    String ra = position.ra();
    String dec = position.dec();
    String key = keyColumn(finder, choice);
    requireAngles(input, CelestialAngle.RIGHT_ASCENSION, catalog.schema().apply(ra));
    requireAngles(input, CelestialAngle.DECLINATION, catalog.schema().apply(dec));
    CelestialAngle.requireKnownUnit(catalog.schema().apply(ra), input);
    CelestialAngle.requireKnownUnit(catalog.schema().apply(dec), input);
    Dataset<Row> keyed = withKeyAsText(catalog, key);
    Dataset<Row> positioned =
        choice.frame() == CelestialFrame.ICRS
            ? inDegrees(keyed, position, input, choice)
            : FrameColumns.inIcrs(keyed, position, choice);
    List<String> roles =
        List.of(
            CelestialAngle.RIGHT_ASCENSION.description(catalog.schema().apply(ra))
                + (choice.wrapsRa() ? " (wrapped to 0 to 360)" : ""),
            CelestialAngle.DECLINATION.description(catalog.schema().apply(dec))
                + (choice.frame() == CelestialFrame.ICRS
                    ? ""
                    : " (both " + choice.frame() + ", converted to icrs)"),
            "key is " + key + roundedDigits(catalog.schema().apply(key)));
    Optional<VizierColumns> vizier = VizierColumns.of(catalog.schema());
    Dataset<Row> named = vizier.map(found -> withIrsaNames(positioned, found)).orElse(positioned);
    List<String> notes = new ArrayList<>(position.note().stream().toList());
    vizier.map(VizierColumns::note).ifPresent(notes::add);
    return new SourceTable(withCoaddId(named), key, roles, List.copyOf(notes));
  }

  private static Dataset<Row> inDegrees(
      Dataset<Row> rows, PositionColumns position, TableInput input, ColumnChoice choice) {
    ReferenceFrame.requireJ2000(rows.schema().apply(position.ra()), RA, input);
    ReferenceFrame.requireJ2000(rows.schema().apply(position.dec()), DEC, input);
    Dataset<Row> half = withAngle(rows, position.ra(), CelestialAngle.RIGHT_ASCENSION, choice);
    return withAngle(half, position.dec(), CelestialAngle.DECLINATION, choice);
  }

  private static Dataset<Row> withIrsaNames(Dataset<Row> rows, VizierColumns vizier) {
    Dataset<Row> named = rows;
    for (VizierColumns.Renamed column : vizier.columns()) {
      StructField there = column.there();
      named =
          named.withColumn(
              column.name(), Columns.named(there.name()).as(column.name(), there.metadata()));
    }
    return named;
  }

  /** The same table with another note for the user. */
  public SourceTable noting(String note) {
    List<String> more = new ArrayList<>(notes);
    more.add(note);
    return new SourceTable(rows, keyColumn, roles, List.copyOf(more));
  }

  /** The same table with only the rows that meet a condition on its columns. */
  public SourceTable meeting(Column condition) {
    return new SourceTable(rows.filter(condition), keyColumn, roles, notes);
  }

  private static void requireAngles(TableInput input, CelestialAngle angle, StructField field) {
    if (!ColumnFinder.isNumber(field.dataType())) {
      throw new UserError(
          String.format(
              "Cannot read %s: %s is %s, which holds %s, not one angle in each row; name another"
                  + " column with %s.",
              input,
              angle.role(),
              field.name(),
              field.dataType().simpleString(),
              input.columnOption(angle.role())));
    }
  }

  /** Converts a key of bytes to text. */
  private static Dataset<Row> withKeyAsText(Dataset<Row> rows, String key) {
    StructField field = rows.schema().apply(key);
    return field.dataType().equals(DataTypes.BinaryType)
        ? rows.withColumn(
            key, Columns.text(Columns.named(key), field.dataType()).as(key, field.metadata()))
        : rows;
  }

  /**
   * A warning for keys of floating-point type, because spreadsheets round identifiers to 1.24E+18.
   */
  private static String roundedDigits(StructField key) {
    boolean rounded =
        key.dataType().equals(DataTypes.DoubleType) || key.dataType().equals(DataTypes.FloatType);
    return rounded ? " (not integers: digits may be lost)" : "";
  }

  /** True if a table has position columns: those that the user names, or else known ones. */
  public static boolean hasPosition(StructType schema, ColumnChoice choice) {
    return PositionColumns.areIn(schema, choice);
  }

  static String keyColumn(ColumnFinder finder, ColumnChoice choice) {
    return finder.require("key", choice.key(), KEY_NAMES);
  }

  /**
   * The key column of a catalog.
   *
   * @throws UserError if the user's column does not exist or cannot be a key
   */
  public static KeyColumn key(Dataset<Row> catalog, TableInput input, ColumnChoice choice) {
    return KeyColumn.of(catalog, input, choice, KEY_NAMES);
  }

  /** A column, which the catalog may spell in any case, renamed to exactly this name. */
  public Optional<StructField> column(String name) {
    return Arrays.stream(rows.schema().fields())
        .filter(field -> field.name().equalsIgnoreCase(name))
        .findFirst()
        .map(field -> Columns.renamed(field, name));
  }

  /**
   * The columns with these names, as spelled in the catalog.
   *
   * @param option the option that names them
   * @throws UserError if a name is not a column of the catalog
   */
  public List<String> columnsNamed(String option, List<String> names) {
    return columnsNamed(option, names, Arrays.asList(rows.columns()));
  }

  public static List<String> columnsNamed(String option, List<String> names, List<String> there) {
    List<String> found = new ArrayList<>();
    for (String name : names) {
      found.add(
          there.stream()
              .filter(column -> column.equalsIgnoreCase(name.strip()))
              .findFirst()
              .orElseThrow(
                  () -> new UserError("Invalid " + option + " (a column of it): " + name)));
    }
    return found;
  }

  /** True if the position of a row is valid; false for null and NaN. */
  public static Column isValidPosition() {
    Column valid = functions.col(RA).between(0, 360).and(functions.col(DEC).between(-90, 90));
    return functions.coalesce(valid, functions.lit(false));
  }

  /** The reason why the position of a row is not valid, one of the constants above, or null. */
  public static Column positionFault() {
    Column ra = functions.col(RA);
    Column dec = functions.col(DEC);
    return functions
        .when(isNothing(ra).or(isNothing(dec)), NO_POSITION)
        .when(functions.not(ra.between(0, 360)), RA_OUT_OF_RANGE)
        .when(functions.not(dec.between(-90, 90)), DEC_OUT_OF_RANGE);
  }

  private static Column isNothing(Column angle) {
    return angle.isNull().or(functions.isnan(angle));
  }

  /** Adds an angle under its standard name. Another column with this name is renamed. */
  private static Dataset<Row> withAngle(
      Dataset<Row> rows, String column, CelestialAngle angle, ColumnChoice choice) {
    String name = angle.role();
    TakenNames taken = new TakenNames(Arrays.asList(rows.columns()));
    List<Column> columns = new ArrayList<>();
    for (StructField field : rows.schema().fields()) {
      boolean bearsName = field.name().equalsIgnoreCase(name);
      if (bearsName && !field.name().equals(column)) {
        columns.add(Columns.named(field.name()).as(taken.free("original_" + name)));
      } else if (!bearsName) {
        columns.add(Columns.named(field.name()));
      } else {
        columns.add(angle.degrees(field, choice));
      }
    }
    if (!column.equalsIgnoreCase(name)) {
      columns.add(angle.degrees(rows.schema().apply(column), choice));
    }
    return rows.select(columns.toArray(new Column[0]));
  }

  private static Dataset<Row> withCoaddId(Dataset<Row> rows) {
    Optional<StructField> sourceId =
        Arrays.stream(rows.schema().fields())
            .filter(field -> field.name().equalsIgnoreCase(SOURCE_ID))
            .filter(field -> Columns.isText(field.dataType()))
            .findFirst();
    if (Columns.namesOf(rows).contains(COADD_ID) || sourceId.isEmpty()) {
      return rows;
    }
    Column text = Columns.text(Columns.named(sourceId.get().name()), sourceId.get().dataType());
    Column found = functions.regexp_extract(text, COADD_OF_SOURCE_ID, 1);
    return rows.withColumn(COADD_ID, functions.when(found.notEqual(""), found));
  }
}
