package allsky.spark.catalog.text;

import java.math.BigDecimal;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/** The types of columns in text tables, and their conversion to Spark's internal form. */
public enum TextType {
  /** Any text; leading zeros are kept. */
  TEXT("text", DataTypes.StringType, text -> true, UTF8String::fromString),
  /** A boolean: true or false. */
  TRUTH("boolean (true or false)", DataTypes.BooleanType, TextType::isTruth, Boolean::valueOf),
  /** A 32-bit integer. */
  INTEGER("32-bit integer", DataTypes.IntegerType, TextType::isInteger, Integer::parseInt),
  /** A 64-bit integer. */
  LONG("64-bit integer", DataTypes.LongType, TextType::isLong, Long::parseLong),
  /** An integer of up to 20 digits, such as the unsigned identifiers of SDSS. */
  LONGER(
      "20-digit integer",
      DataTypes.createDecimalType(20, 0),
      text -> NumberText.isInteger(text) && text.length() <= 20,
      text -> Decimal.apply(new BigDecimal(text), 20, 0)),
  /** A floating-point number, or NaN. */
  NUMBER("number", DataTypes.DoubleType, NumberText::isNumber, NumberText::parse);

  private final String title;

  // Spark's simple types and these functions are immutable, but not annotated as such.
  @SuppressWarnings("ImmutableEnumChecker")
  private final DataType dataType;

  @SuppressWarnings("ImmutableEnumChecker")
  private final Predicate<String> accepts;

  @SuppressWarnings("ImmutableEnumChecker")
  private final Function<String, Object> parse;

  TextType(
      String title, DataType dataType, Predicate<String> accepts, Function<String, Object> parse) {
    this.title = title;
    this.dataType = dataType;
    this.accepts = accepts;
    this.parse = parse;
  }

  /** The name of the type in "'abc' is not a valid ...". */
  String title() {
    return title;
  }

  DataType dataType() {
    return dataType;
  }

  /** True if a text is a value of this type. */
  boolean accepts(String text) {
    return accepts.test(text);
  }

  /** The value of a text that this type {@link #accepts}. */
  Object parse(String text) {
    return parse.apply(text);
  }

  private static boolean isTruth(String text) {
    return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
  }

  private static boolean isInteger(String text) {
    return isLong(text) && (text.length() <= 9 || isWithinInt(Long.parseLong(text)));
  }

  private static boolean isWithinInt(long value) {
    return value == (int) value;
  }

  private static boolean isLong(String text) {
    if (!NumberText.isInteger(text) || text.length() <= 18) {
      return NumberText.isInteger(text);
    }
    try {
      Long.parseLong(text);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
