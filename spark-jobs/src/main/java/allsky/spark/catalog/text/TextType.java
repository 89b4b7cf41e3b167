package allsky.spark.catalog.text;

import java.math.BigDecimal;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/** What a column of text holds, and how a text becomes Spark's value inside a row. */
public enum TextType {
  /** Any text; digits stay the digits that they are. */
  TEXT("text", DataTypes.StringType, text -> true, UTF8String::fromString),
  /** true or false. */
  TRUTH("true or false", DataTypes.BooleanType, TextType::isTruth, Boolean::valueOf),
  /** A whole number of 32 bits. */
  INTEGER("whole number of 32 bits", DataTypes.IntegerType, TextType::isInteger, Integer::parseInt),
  /** A whole number of 64 bits. */
  LONG("whole number of 64 bits", DataTypes.LongType, TextType::isLong, Long::parseLong),
  /** A whole number of up to 20 digits, such as the identifiers that SDSS stores unsigned. */
  LONGER(
      "whole number of 20 digits",
      DataTypes.createDecimalType(20, 0),
      text -> NumberText.isInteger(text) && text.length() <= 20,
      text -> Decimal.apply(new BigDecimal(text), 20, 0)),
  /** A number with a fraction or an exponent, or NaN. */
  NUMBER("number", DataTypes.DoubleType, NumberText::isNumber, NumberText::parse);

  private final String title;

  // Spark's simple types and these functions are immutable, they only do not say so.
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

  /** What people call it in "'abc' is no ...". */
  String title() {
    return title;
  }

  DataType dataType() {
    return dataType;
  }

  /** True where a text is a value of this type. */
  boolean accepts(String text) {
    return accepts.test(text);
  }

  /** The value of a text that is accepted. */
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
