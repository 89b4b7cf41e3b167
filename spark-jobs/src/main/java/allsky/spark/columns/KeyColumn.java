package allsky.spark.columns;

import allsky.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The key column of a catalog: the user's choice, a column with a name that archives use, or a
 * column whose name and values look like an identifier.
 *
 * @param column empty if the catalog has no key
 * @param note a note for the user on the choice; empty if the choice comes from the user or the
 *     archive
 */
public record KeyColumn(Optional<String> column, Optional<String> note) {

  /**
   * Names of identifiers. plateID and fieldID also match, but are rejected later because their
   * values repeat.
   */
  private static final Pattern IDENTIFIER =
      Pattern.compile(
          "(?i:wise[a-z]?|2mass|sdss\\d*|gaia|hip|tic|kic|epic|source|src|object|obj|star|target"
              + "|galaxy|ident|identifier|seq|recno|number|num|no|nr|key|uid|uuid|index|idx|iau"
              + "|_?(2mass|wise)|(allwise|catwise|unwise|gaia|sdss|2mass)_\\w+|cntr_\\d+)"
              + "|.*(?i:[_ .-](id|key|ident|name|designation|number|source|object))"
              + "|(?i:.*(name|designation|identifier|srcid|sourceid|objid|objectid|starid|targetid))"
              + "|.*[a-z0-9](ID|Id|Key)"
              + "|[A-Z0-9]+ID|(?i:id|id_?\\d+)");

  /**
   * Finds the key of a catalog.
   *
   * @param knownNames the names to search, in lower case; the first match wins
   * @throws UserError if the user's column does not exist or cannot be a key
   */
  public static KeyColumn of(
      Dataset<Row> catalog, TableInput input, ColumnChoice choice, List<String> knownNames) {
    ColumnFinder finder = new ColumnFinder(input, catalog.schema());
    Optional<String> chosen = finder.find("key", choice.key(), List.of());
    List<String> known =
        chosen.isPresent()
            ? List.of(chosen.get())
            : knownNames.stream()
                .flatMap(name -> finder.find("key", Optional.empty(), List.of(name)).stream())
                .toList();
    List<String> rounded = new ArrayList<>();
    for (String name : known) {
      StructField field = catalog.schema().apply(name);
      if (chosen.isEmpty() && isRounded(catalog, field)) {
        rounded.add(name);
        continue;
      }
      requireValue(input, field);
      return new KeyColumn(Optional.of(name), Optional.empty());
    }
    KeyColumn found = byValues(catalog, input);
    return rounded.isEmpty() ? found : found.after(rounded, input);
  }

  /** True for identifiers that a spreadsheet rounded to 1.24E+18, so that many are equal. */
  private static boolean isRounded(Dataset<Row> catalog, StructField field) {
    boolean mayBe =
        field.dataType().equals(DataTypes.DoubleType)
            || field.dataType().equals(DataTypes.FloatType);
    if (!mayBe || field.name().equalsIgnoreCase(RoleNames.ROW)) {
      return false;
    }
    Column text = Columns.named(field.name()).cast(DataTypes.StringType);
    List<Row> sample = RowSample.of(catalog.select(text));
    return !areKeys(sample, 0);
  }

  private KeyColumn after(List<String> rounded, TableInput input) {
    String why =
        String.format(
            "%s cannot be the key: digits were lost, so that values repeat; use %s to take a"
                + " column anyway",
            String.join(", ", rounded), input.columnOption("key"));
    return new KeyColumn(
        column, Optional.of(column.isPresent() ? why + "; " + note.orElse("") : why));
  }

  /** The choice with the row number as the key. */
  public static ColumnChoice numbered(ColumnChoice choice) {
    return choice.keyedBy(RoleNames.ROW);
  }

  /** The choice with this key. */
  public ColumnChoice in(ColumnChoice choice) {
    return column.map(choice::keyedBy).orElse(choice);
  }

  private static void requireValue(TableInput input, StructField key) {
    DataType type = key.dataType();
    if (type instanceof ArrayType || type instanceof MapType || type instanceof StructType) {
      throw new UserError(
          String.format(
              "Cannot read %s: the key %s holds %s, not one value in each row; name another column"
                  + " with %s.",
              input, key.name(), type.simpleString(), input.columnOption("key")));
    }
  }

  private static KeyColumn byValues(Dataset<Row> catalog, TableInput input) {
    List<StructField> named =
        Arrays.stream(catalog.schema().fields()).filter(KeyColumn::looksLikeKey).toList();
    String option = input.columnOption("key");
    if (named.isEmpty()) {
      return new KeyColumn(
          Optional.empty(),
          Optional.of("no column looks like a key; use " + option + " to name" + " one"));
    }
    Column[] texts =
        named.stream()
            .map(field -> Columns.text(Columns.named(field.name()), field.dataType()))
            .toArray(Column[]::new);
    List<Row> sample = RowSample.of(catalog.select(texts));
    for (int i = 0; i < texts.length; i++) {
      if (areKeys(sample, i)) {
        String name = named.get(i).name();
        return new KeyColumn(
            Optional.of(name),
            Optional.of(
                "key is "
                    + name
                    + ", because of its name; use "
                    + option
                    + " to name another one"));
      }
    }
    return new KeyColumn(
        Optional.empty(),
        Optional.of(
            String.format(
                "%s cannot be the key: values repeat or are empty; use %s to take a column anyway",
                String.join(", ", named.stream().map(StructField::name).toList()), option)));
  }

  private static boolean looksLikeKey(StructField field) {
    DataType type = field.dataType();
    boolean isInteger =
        type instanceof ByteType
            || type instanceof ShortType
            || type instanceof IntegerType
            || type instanceof LongType
            || (type instanceof DecimalType decimal && decimal.scale() == 0);
    boolean isTile = field.name().toLowerCase(Locale.ROOT).equals(RoleNames.COADD_ID);
    return (isInteger || Columns.isText(type)) && !isTile && isNamedAsKey(field.name());
  }

  /** True for a name that is common for identifiers. */
  public static boolean isNamedAsKey(String name) {
    return IDENTIFIER.matcher(name).matches();
  }

  private static boolean areKeys(List<Row> sample, int column) {
    Set<String> seen = new HashSet<>();
    for (Row row : sample) {
      String value = row.getString(column);
      if (value == null || value.isBlank() || !seen.add(value.strip())) {
        return false;
      }
    }
    return true;
  }
}
