package allsky.spark.table;

import allsky.UserError;
import allsky.spark.columns.ColumnChoice;
import allsky.spark.columns.ColumnFinder;
import allsky.spark.columns.Columns;
import allsky.spark.columns.KeyColumn;
import allsky.spark.columns.RoleNames;
import allsky.spark.columns.TableInput;
import allsky.spark.columns.TakenNames;
import allsky.spark.columns.position.CelestialAngle;
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
 * Sources: the rows of any catalog with a position and a key. All columns keep the names that their
 * archive gave them; {@code ra} and {@code dec} (degrees, double) are always there, made of
 * degrees, hours, radians or sexagesimal text, and {@code coadd_id} where the catalog has it or
 * AllWISE's {@code source_id} tells it. Rows without a valid position are kept.
 *
 * @param rows the catalog's columns
 * @param keyColumn the column that names a source, as the catalog spells it
 * @param roles which of the catalog's columns was taken for what, for people to read
 * @param notes what the user should know of these choices, a sentence each
 */
public record SourceTable(
    Dataset<Row> rows, String keyColumn, List<String> roles, List<String> notes) {

  public static final String RA = RoleNames.RA;
  public static final String DEC = RoleNames.DEC;

  /** The Atlas tile whose images the source was measured on. */
  public static final String COADD_ID = RoleNames.COADD_ID;

  /** The key of a position list that has none: the row's number, from 1. */
  public static final String ROW = RoleNames.ROW;

  /** Right ascension or declination is null, NaN or no angle. */
  public static final String NO_POSITION = "NO_POSITION";

  /** Right ascension is not within 0 to 360 degrees, by more than rounding. */
  public static final String RA_OUT_OF_RANGE = "RA_OUT_OF_RANGE";

  /** Declination is not within -90 to 90 degrees. */
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
   * Gives a catalog's columns their roles.
   *
   * @throws allsky.UserError where a role has no column; the message names the option to use
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
    ReferenceFrame.requireJ2000(catalog.schema().apply(ra), RA, input);
    ReferenceFrame.requireJ2000(catalog.schema().apply(dec), DEC, input);
    Dataset<Row> positioned =
        withAngle(
            withAngle(withKeyAsText(catalog, key), ra, CelestialAngle.RIGHT_ASCENSION, choice),
            dec,
            CelestialAngle.DECLINATION,
            choice);
    List<String> roles =
        List.of(
            CelestialAngle.RIGHT_ASCENSION.description(catalog.schema().apply(ra))
                + (choice.wrapsRa() ? " (wrapped to 0 to 360)" : ""),
            CelestialAngle.DECLINATION.description(catalog.schema().apply(dec)),
            "key is " + key + roundedDigits(catalog.schema().apply(key)));
    return new SourceTable(withCoaddId(positioned), key, roles, position.note().stream().toList());
  }

  /** The same with something that the user should know. */
  public SourceTable noting(String note) {
    List<String> more = new ArrayList<>(notes);
    more.add(note);
    return new SourceTable(rows, keyColumn, roles, List.copyOf(more));
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

  /** A key of bytes is text, whatever the file says. */
  private static Dataset<Row> withKeyAsText(Dataset<Row> rows, String key) {
    StructField field = rows.schema().apply(key);
    return field.dataType().equals(DataTypes.BinaryType)
        ? rows.withColumn(
            key, Columns.text(Columns.named(key), field.dataType()).as(key, field.metadata()))
        : rows;
  }

  /** Spreadsheets round identifiers to 1.24E+18, and many rows then share one. */
  private static String roundedDigits(StructField key) {
    boolean rounded =
        key.dataType().equals(DataTypes.DoubleType) || key.dataType().equals(DataTypes.FloatType);
    return rounded ? " (no whole numbers: digits may be lost)" : "";
  }

  /** True where a table has columns of a position: those that the user names, else known ones. */
  public static boolean hasPosition(StructType schema, ColumnChoice choice) {
    return PositionColumns.areIn(schema, choice);
  }

  static String keyColumn(ColumnFinder finder, ColumnChoice choice) {
    return finder.require("key", choice.key(), KEY_NAMES);
  }

  /**
   * The column that can name a catalog's rows.
   *
   * @throws UserError where the user's column is not there or cannot be a key
   */
  public static KeyColumn key(Dataset<Row> catalog, TableInput input, ColumnChoice choice) {
    return KeyColumn.of(catalog, input, choice, KEY_NAMES);
  }

  /**
   * A column that the catalog may write in any case, under this very name; {@link Columns#named}
   * finds it.
   */
  public Optional<StructField> column(String name) {
    return Arrays.stream(rows.schema().fields())
        .filter(field -> field.name().equalsIgnoreCase(name))
        .findFirst()
        .map(field -> Columns.renamed(field, name));
  }

  /**
   * The columns of some names, as the catalog spells them.
   *
   * @param option the option that names them
   * @throws UserError where a name is none of its columns
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

  /** True where a row's position lies on the sphere; false for null and NaN. */
  public static Column isValidPosition() {
    Column valid = functions.col(RA).between(0, 360).and(functions.col(DEC).between(-90, 90));
    return functions.coalesce(valid, functions.lit(false));
  }

  /** Why a row's position is none: one of the words below, or null where it is valid. */
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

  /** Puts an angle under its own name; another column that bears the name makes way. */
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
