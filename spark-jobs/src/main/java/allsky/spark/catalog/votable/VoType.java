package allsky.spark.catalog.votable;

import allsky.spark.catalog.text.MalformedLine;
import allsky.spark.catalog.text.NumberText;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** The data types of VOTable (section 2.1), and their conversion from text and from bytes. */
enum VoType {
  BOOLEAN("boolean", 1, DataTypes.BooleanType),
  BIT("bit", 1, DataTypes.BooleanType),
  UNSIGNED_BYTE("unsignedByte", 1, DataTypes.IntegerType),
  SHORT("short", 2, DataTypes.IntegerType),
  INT("int", 4, DataTypes.IntegerType),
  LONG("long", 8, DataTypes.LongType),
  CHAR("char", 1, DataTypes.StringType),
  UNICODE_CHAR("unicodeChar", 2, DataTypes.StringType),
  FLOAT("float", 4, DataTypes.FloatType),
  DOUBLE("double", 8, DataTypes.DoubleType),
  /** Spark has no complex numbers. */
  FLOAT_COMPLEX("floatComplex", 8, DataTypes.NullType),
  DOUBLE_COMPLEX("doubleComplex", 16, DataTypes.NullType);

  private final String word;
  private final int bytes;

  // Spark's simple types are immutable, but not annotated as such.
  @SuppressWarnings("ImmutableEnumChecker")
  private final DataType dataType;

  VoType(String word, int bytes, DataType dataType) {
    this.word = word;
    this.bytes = bytes;
    this.dataType = dataType;
  }

  /** The type of the attribute {@code datatype}; empty if it is not a type of the standard. */
  static Optional<VoType> of(String word) {
    return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
  }

  /** The attribute {@code datatype}. */
  String word() {
    return word;
  }

  /** The number of bytes of values in BINARY and BINARY2; bits share bytes (section 6). */
  long bytes(long count) {
    return this == BIT ? (count + 7) / 8 : bytes * count;
  }

  DataType dataType() {
    return dataType;
  }

  boolean isText() {
    return this == CHAR || this == UNICODE_CHAR;
  }

  boolean isComplex() {
    return dataType.equals(DataTypes.NullType);
  }

  /**
   * The value of a number or boolean in TABLEDATA (section 5.1), or null.
   *
   * @throws MalformedLine if the text is not a value of this type
   */
  Object parse(String text) throws MalformedLine {
    return switch (this) {
      case BOOLEAN -> truth(text);
      case BIT -> integer(text, 0, 1) == 1;
      case UNSIGNED_BYTE -> (int) integer(text, 0, 255);
      case SHORT -> (int) integer(text, Short.MIN_VALUE, Short.MAX_VALUE);
      case INT -> (int) integer(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case LONG -> integer(text, Long.MIN_VALUE, Long.MAX_VALUE);
      case FLOAT -> (float) number(text);
      case DOUBLE -> number(text);
      default -> throw new IllegalStateException("Invalid type of a number: " + this);
    };
  }

  /** The value of a number or boolean at an offset in BINARY, or null. */
  Object read(ByteBuffer bytes, int at) {
    return switch (this) {
      case BOOLEAN -> truth(bytes.get(at));
      case UNSIGNED_BYTE -> bytes.get(at) & 0xFF;
      case SHORT -> (int) bytes.getShort(at);
      case INT -> bytes.getInt(at);
      case LONG -> bytes.getLong(at);
      case FLOAT -> bytes.getFloat(at);
      case DOUBLE -> bytes.getDouble(at);
      default -> throw new IllegalStateException("Invalid type of a number: " + this);
    };
  }

  private static Boolean truth(byte stored) {
    return switch (stored) {
      case 'T', 't', '1' -> Boolean.TRUE;
      case 'F', 'f', '0' -> Boolean.FALSE;
      default -> null;
    };
  }

  private Boolean truth(String text) throws MalformedLine {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "t", "true", "1" -> Boolean.TRUE;
      case "f", "false", "0" -> Boolean.FALSE;
      case "?" -> null;
      default -> throw malformed(text);
    };
  }

  private long integer(String text, long lowest, long highest) throws MalformedLine {
    try {
      boolean hexadecimal = text.regionMatches(true, 0, "0x", 0, 2);
      long value = hexadecimal ? Long.parseLong(text.substring(2), 16) : Long.parseLong(text);
      if (value >= lowest && value <= highest) {
        return value;
      }
    } catch (NumberFormatException e) {
      // The words for it are below.
    }
    throw malformed(text);
  }

  private double number(String text) throws MalformedLine {
    if (!NumberText.isNumber(text)) {
      throw malformed(text);
    }
    return NumberText.parse(text);
  }

  private MalformedLine malformed(String text) {
    return new MalformedLine("'" + text + "' is not a valid " + word);
  }
}
