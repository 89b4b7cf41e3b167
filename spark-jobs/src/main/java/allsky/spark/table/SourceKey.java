package allsky.spark.table;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import allsky.UserError;
import allsky.spark.columns.Columns;
import allsky.spark.columns.KeyColumn;
import allsky.spark.output.RunIdentity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The key column, which identifies a source in every table of a run. */
public final class SourceKey {

  private static final int MAX_DIGITS_OF_LONG = 18;

  /** The largest integer up to which doubles represent all integers: 2^53. */
  private static final double MAX_EXACT_INTEGER = 9007199254740992.0;

  /** The jobs whose tables begin with the key. */
  private static final Set<String> KEY_FIRST =
      Set.of("stack-cutouts", "classify-allsky", "evaluate-iicnet");

  private static final DataType UNSIGNED = DataTypes.createDecimalType(20, 0);
  private static final BigDecimal HALF_OF_UNSIGNED = new BigDecimal("9223372036854775808");
  private static final BigDecimal GREATEST_UNSIGNED = new BigDecimal("18446744073709551615");

  /** The salt of the hash for rows without a key. */
  private static final String NO_KEY = "no key";

  private SourceKey() {}

  /** A key as text; null for null, NaN and blank texts. */
  public static Column text(Column key) {
    Column text = key.cast(DataTypes.StringType);
    return when(not(trim(text).isin("", "NaN")), text);
  }

  /**
   * A substitute for a missing key, made from the position, so that rows without a key remain
   * distinct.
   */
  public static Column place(Column ra, Column dec) {
    return concat_ws(
        " ", lit(NO_KEY), ra.cast(DataTypes.StringType), dec.cast(DataTypes.StringType));
  }

  /**
   * A number that orders rows by their keys. Integer keys, of any width or as text, keep their
   * order. Other keys are ordered by a hash, and rows without a key by a hash of their position.
   * The type is long; the value is never null.
   *
   * @param key the key column of the rows
   * @param type the type of the key
   * @param ra degrees, or null
   * @param dec degrees, or null
   */
  public static Column order(Column key, DataType type, Column ra, Column dec) {
    Column named = type instanceof StringType ? when(trim(key).notEqual(""), key) : key;
    Column isNumber = isFraction(type) ? not(isnan(key)) : lit(true);
    return coalesce(
        when(named.isNotNull().and(isNumber), order(key, type)), xxhash64(place(ra, dec)));
  }

  private static boolean isFraction(DataType type) {
    return type instanceof DoubleType || type instanceof FloatType;
  }

  private static Column order(Column key, DataType type) {
    if (type instanceof ByteType
        || type instanceof ShortType
        || type instanceof IntegerType
        || type instanceof LongType) {
      return key.cast(DataTypes.LongType);
    }
    if (type instanceof DecimalType decimal && decimal.scale() == 0) {
      return decimal.precision() <= MAX_DIGITS_OF_LONG
          ? key.cast(DataTypes.LongType)
          : ofUnsigned(key).otherwise(xxhash64(key));
    }
    if (isFraction(type)) {
      Column integer = key.cast(DataTypes.LongType);
      return when(integer.cast(type).equalTo(key).and(abs(key).leq(MAX_EXACT_INTEGER)), integer)
          .otherwise(xxhash64(key));
    }
    return type instanceof StringType ? ofDigits(key) : xxhash64(key);
  }

  /**
   * The order of text keys. Digits without leading zeros are a number; J000001.2+3 and 007 are
   * names.
   */
  private static Column ofDigits(Column key) {
    Column number = key.cast(DataTypes.LongType);
    Column isNumber = number.cast(DataTypes.StringType).equalTo(key).and(number.geq(0));
    // Keeps the order of unsigned numbers above 2^63 too, such as SDSS's specobjid of late plates.
    Column isLong = length(key).between(19, 20).and(key.between("1", ":"));
    return when(isNumber, number.plus(Long.MIN_VALUE))
        .when(
            isLong.and(key.rlike("^[1-9][0-9]{18,19}$")),
            ofUnsigned(key.cast(UNSIGNED)).otherwise(xxhash64(key)))
        .otherwise(xxhash64(key));
  }

  /** The order of unsigned 64-bit integers. */
  private static Column ofUnsigned(Column decimal) {
    return when(
        decimal.between(lit(BigDecimal.ZERO), lit(GREATEST_UNSIGNED)),
        decimal.minus(lit(HALF_OF_UNSIGNED)).cast(DataTypes.LongType));
  }

  /**
   * Rejects a key with the name of one of the table's own columns, because Spark could not
   * distinguish them.
   *
   * @param table the content of the table, for the message
   * @throws UserError if one of its columns has the name, in any case
   */
  public static void requireNew(StructField key, StructType own, String table) {
    if (Arrays.stream(own.fieldNames()).anyMatch(key.name()::equalsIgnoreCase)) {
      throw new UserError(
          "Invalid --key-column "
              + key.name()
              + " (the "
              + table
              + " have a column with this name): name another key with --key-column; if the"
              + " catalog has no other key, add one, such as a running number");
    }
  }

  /**
   * The key that both tables have, ignoring case like Spark: the key of a table that a job wrote,
   * or else the first known name, or else a column that looks like a key.
   *
   * @throws UserError if they have no common key
   */
  public static String sharedBy(Dataset<Row> left, Dataset<Row> right) {
    Set<String> leftColumns = Columns.namesOf(left);
    Set<String> rightColumns = Columns.namesOf(right);
    List<String> keys = new ArrayList<>();
    writtenKey(left).ifPresent(keys::add);
    writtenKey(right).ifPresent(keys::add);
    keys.addAll(SourceTable.KEY_NAMES);
    Arrays.stream(left.columns()).filter(KeyColumn::isNamedAsKey).forEach(keys::add);
    return keys.stream()
        .filter(key -> leftColumns.contains(key) && rightColumns.contains(key))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "Cannot join two tables of this run: they have no common key; expected one of "
                        + String.join(", ", SourceTable.KEY_NAMES)
                        + "; make both tables from the same catalog."));
  }

  /**
   * The key of a table that a job of allsky wrote: the first column, or the value of --key-column.
   */
  private static Optional<String> writtenKey(Dataset<Row> table) {
    Optional<RunIdentity> made = TableFolder.identity(table.schema());
    return made.flatMap(
        run ->
            KEY_FIRST.contains(run.job())
                ? Optional.of(table.columns()[0])
                : Optional.ofNullable(run.options().get("key-column")));
  }
}
