package allsky.spark.catalog.fits;

import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;

/**
 * One column of a FITS binary table: its offset in a row, and how its bytes become a Spark value.
 *
 * <p>FITS Standard 4.0, section 7.3: values are big-endian; the physical value is {@code TZERO +
 * TSCAL x stored}, and a stored integer equal to TNULL is null. A stored NaN is also null, except
 * within an array. A column of integers with TSCAL 1 and the TZERO that makes it unsigned remains a
 * column of integers.
 *
 * @param name TTYPE
 * @param offset bytes from the start of the row
 * @param code the letter of TFORM: L B I J K A E D
 * @param repeat values in a cell; more than one is an array (for A: the number of characters)
 * @param unit TUNIT
 * @param kind how a stored value is converted
 * @param scale TSCAL, 1 if it is missing
 * @param zero TZERO, 0 if it is missing
 * @param nullValue TNULL, or null if no stored number means null
 * @param texts how a cell of characters is divided into texts; null for other codes
 */
record FitsColumn(
    String name,
    int offset,
    char code,
    int repeat,
    String unit,
    Kind kind,
    double scale,
    double zero,
    Long nullValue,
    FitsText texts)
    implements Serializable {

  /** How a stored value is converted. */
  enum Kind {
    TEXT(DataTypes.StringType),
    TRUTH(DataTypes.BooleanType),
    FLOAT(DataTypes.FloatType),
    DOUBLE(DataTypes.DoubleType),
    /** TZERO + TSCAL x stored. */
    SCALED(DataTypes.DoubleType),
    /** An integer that has up to 32 bits after TZERO is added. */
    INTEGER(DataTypes.IntegerType),
    /** An integer that has up to 64 bits after TZERO is added. */
    LONG(DataTypes.LongType),
    /** An unsigned 64-bit integer, which does not fit a signed long. */
    UNSIGNED_LONG(DataTypes.createDecimalType(20, 0));

    // Spark's simple types are immutable, but not annotated as such.
    @SuppressWarnings("ImmutableEnumChecker")
    private final DataType type;

    Kind(DataType type) {
      this.type = type;
    }
  }

  private static final double UNSIGNED_LONG_ZERO = 0x1p63;

  /** Chooses the conversion of a column's stored values. */
  static FitsColumn of(
      String name,
      int offset,
      char code,
      int repeat,
      String unit,
      double scale,
      double zero,
      Long nullValue,
      FitsText texts) {
    Kind kind = kind(code, scale, zero);
    return new FitsColumn(name, offset, code, repeat, unit, kind, scale, zero, nullValue, texts);
  }

  private static Kind kind(char code, double scale, double zero) {
    boolean unscaled = scale == 1 && zero == 0;
    // FITS stores unsigned integers with TZERO at half their range.
    boolean isInteger = scale == 1 && zero == Math.rint(zero);
    return switch (code) {
      case 'A' -> Kind.TEXT;
      case 'L' -> Kind.TRUTH;
      case 'E' -> unscaled ? Kind.FLOAT : Kind.SCALED;
      case 'D' -> unscaled ? Kind.DOUBLE : Kind.SCALED;
      case 'K' ->
          zero == UNSIGNED_LONG_ZERO && isInteger
              ? Kind.UNSIGNED_LONG
              : unscaled ? Kind.LONG : Kind.SCALED;
      case 'J' -> unscaled ? Kind.INTEGER : isInteger ? Kind.LONG : Kind.SCALED;
      default -> isInteger ? Kind.INTEGER : Kind.SCALED;
    };
  }

  /** The bytes of one stored value; 0 for a code that Spark has no type for. */
  static int width(char code) {
    return switch (code) {
      case 'L', 'B', 'A' -> 1;
      case 'I' -> 2;
      case 'J', 'E' -> 4;
      case 'K', 'D' -> 8;
      default -> 0;
    };
  }

  /** The column in Spark's schema, with its unit in the metadata. */
  StructField field() {
    MetadataBuilder metadata = new MetadataBuilder();
    if (!unit.isEmpty()) {
      metadata.putString("unit", unit);
    }
    DataType type = isArray() ? DataTypes.createArrayType(kind.type) : kind.type;
    return new StructField(name, type, true, metadata.build());
  }

  /** The value of a cell in Spark's internal form, or null. */
  Object read(ByteBuffer rows, int rowStart) {
    int at = rowStart + offset;
    if (code == 'A') {
      return text(rows, at);
    }
    if (!isArray()) {
      Object value = value(rows, at);
      return isNaN(value) ? null : value;
    }
    Object[] values = new Object[repeat];
    for (int i = 0; i < repeat; i++) {
      values[i] = value(rows, at + i * width(code));
    }
    return new GenericArrayData(values);
  }

  private static boolean isNaN(Object value) {
    return (value instanceof Float number && number.isNaN())
        || (value instanceof Double wide && wide.isNaN());
  }

  private boolean isArray() {
    return code == 'A' ? texts.isArray() : repeat != 1;
  }

  private Object value(ByteBuffer rows, int at) {
    return switch (code) {
      case 'L' -> truth(rows.get(at));
      case 'E' -> kind == Kind.FLOAT ? (Object) rows.getFloat(at) : scaled(rows.getFloat(at));
      case 'D' -> kind == Kind.DOUBLE ? rows.getDouble(at) : scaled(rows.getDouble(at));
      case 'B' -> number(rows.get(at) & 0xFF);
      case 'I' -> number(rows.getShort(at));
      case 'J' -> number(rows.getInt(at));
      case 'K' -> number(rows.getLong(at));
      default -> throw new IllegalStateException("Invalid FITS column code: " + code);
    };
  }

  private static Boolean truth(byte stored) {
    return stored == 'T' ? Boolean.TRUE : stored == 'F' ? Boolean.FALSE : null;
  }

  private double scaled(double stored) {
    return zero + scale * stored;
  }

  private Object number(long stored) {
    if (nullValue != null && nullValue == stored) {
      return null;
    }
    return switch (kind) {
      case INTEGER -> (Object) (int) (stored + (long) zero);
      case LONG -> stored + (long) zero;
      case UNSIGNED_LONG -> unsigned(stored);
      default -> scaled((double) stored);
    };
  }

  /** Adding 2^63 flips the sign bit. */
  private static Decimal unsigned(long stored) {
    String digits = Long.toUnsignedString(stored ^ Long.MIN_VALUE);
    return Decimal.apply(new BigDecimal(digits), 20, 0);
  }

  private Object text(ByteBuffer rows, int at) {
    byte[] cell = new byte[texts.length()];
    rows.get(at, cell);
    return texts.read(cell);
  }
}
