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

/** The column that names a source in every table of a run. */
public final class SourceKey {

  private static final int MOST_DIGITS_OF_LONG = 18;

  /** Doubles beyond 2^53 skip whole numbers. */
  private static final double MAX_EXACT_INTEGER = 9007199254740992.0;

  /** The jobs whose tables begin with the key. */
  private static final Set<String> KEY_FIRST =
      Set.of("stack-cutouts", "classify-allsky", "evaluate-iicnet");

  private static final DataType UNSIGNED = DataTypes.createDecimalType(20, 0);
  private static final BigDecimal HALF_OF_UNSIGNED = new BigDecimal("9223372036854775808");
  private static final BigDecimal GREATEST_UNSIGNED = new BigDecimal("18446744073709551615");

  /** The seed of ties, so that they have nothing to do with splits. */
  private static final String NO_KEY = "no key";

  private SourceKey() {}

  /** A key as text; null for null, NaN and blanks, which name nothing. */
  public static Column text(Column key) {
    Column text = key.cast(DataTypes.StringType);
    return when(not(trim(text).isin("", "NaN")), text);
  }

  /** What stands for the key of a row that has none, so that such rows are not taken for one. */
  public static Column place(Column ra, Column dec) {
    return concat_ws(
        " ", lit(NO_KEY), ra.cast(DataTypes.StringType), dec.cast(DataTypes.StringType));
  }

  /**
   * A number that orders rows by their keys: keys that are whole numbers, of any width or as text,
   * in their order, others by a hash, and rows without a key by a hash of their position. Long,
   * never null.
   *
   * @param key the column of the rows
   * @param type its type
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
      return decimal.precision() <= MOST_DIGITS_OF_LONG
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

  /** Digits without leading zeros are a number: J000001.2+3 and 007 are names. */
  private static Column ofDigits(Column key) {
    Column number = key.cast(DataTypes.LongType);
    Column isNumber = number.cast(DataTypes.StringType).equalTo(key).and(number.geq(0));
    // Kept in order with the unsigned numbers beyond 2^63, as SDSS's specobjid of late plates.
    Column isLong = length(key).between(19, 20).and(key.between("1", ":"));
    return when(isNumber, number.plus(Long.MIN_VALUE))
        .when(
            isLong.and(key.rlike("^[1-9][0-9]{18,19}$")),
            ofUnsigned(key.cast(UNSIGNED)).otherwise(xxhash64(key)))
        .otherwise(xxhash64(key));
  }

  /** Unsigned numbers of 64 bits in their order. */
  private static Column ofUnsigned(Column decimal) {
    return when(
        decimal.between(lit(BigDecimal.ZERO), lit(GREATEST_UNSIGNED)),
        decimal.minus(lit(HALF_OF_UNSIGNED)).cast(DataTypes.LongType));
  }

  /**
   * Refuses a key with the name of a column that a table has itself, which Spark could not tell
   * apart.
   *
   * @param table what it holds, for the message
   * @throws UserError where one of its columns has the name, in any case
   */
  public static void requireNew(StructField key, StructType own, String table) {
    if (Arrays.stream(own.fieldNames()).anyMatch(key.name()::equalsIgnoreCase)) {
      throw new UserError(
          "Invalid --key-column "
              + key.name()
              + " (the "
              + table
              + " have a column of that name themselves): name another that tells the sources"
              + " apart with --key-column; a catalog without one must be given one, such as a"
              + " running number");
    }
  }

  /**
   * The key that both tables have, in any case, as Spark tells columns apart: the key of one of
   * them that a job wrote, else the first known name, else one that looks like a key's.
   *
   * @throws UserError where they share none
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
                    "Cannot join two tables of this run: they share none of the columns "
                        + String.join(", ", SourceTable.KEY_NAMES)
                        + "; make both from the same catalog."));
  }

  /** The key of a table that one of our jobs made: the first column, or what --key-column says. */
  private static Optional<String> writtenKey(Dataset<Row> table) {
    Optional<RunIdentity> made = TableFolder.identity(table.schema());
    return made.flatMap(
        run ->
            KEY_FIRST.contains(run.job())
                ? Optional.of(table.columns()[0])
                : Optional.ofNullable(run.options().get("key-column")));
  }
}
