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
 * One column of a FITS binary table: where it lies in a row and how its bytes become Spark's value.
 *
 * <p>FITS Standard 4.0, section 7.3: values are big-endian; the physical value is {@code TZERO +
 * TSCAL x stored}, and a stored integer equal to TNULL is null. So is a stored NaN, except within
 * an array, which is read as the vector that it is. A column of whole numbers with TSCAL 1 and an
 * offset that makes it unsigned stays a whole number.
 *
 * @param name TTYPE
 * @param offset bytes from the start of the row
 * @param code the letter of TFORM: L B I J K A E D
 * @param repeat values in a cell; more than one is an array (of A: characters)
 * @param unit TUNIT
 * @param kind what becomes of a stored value
 * @param scale TSCAL, 1 where it is missing
 * @param zero TZERO, 0 where it is missing
 * @param nullValue TNULL, or null where no stored number means null
 * @param texts what a cell of characters holds, or null where the code is another
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

  /** What becomes of a stored value. */
  enum Kind {
    TEXT(DataTypes.StringType),
    TRUTH(DataTypes.BooleanType),
    FLOAT(DataTypes.FloatType),
    DOUBLE(DataTypes.DoubleType),
    /** TZERO + TSCAL x stored. */
    SCALED(DataTypes.DoubleType),
    /** Whole, up to 32 bits with TZERO added. */
    INTEGER(DataTypes.IntegerType),
    /** Whole, up to 64 bits with TZERO added. */
    LONG(DataTypes.LongType),
    /** Whole, 64 bits without a sign: beyond a signed long. */
    UNSIGNED_LONG(DataTypes.createDecimalType(20, 0));

    // Spark's simple types are immutable, they only do not say so.
    @SuppressWarnings("ImmutableEnumChecker")
    private final DataType type;

    Kind(DataType type) {
      this.type = type;
    }
  }

  private static final double UNSIGNED_LONG_ZERO = 0x1p63;

  /** Decides what becomes of a column's stored values. */
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
    // An archive moves whole numbers by half their range to store them without a sign.
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

  /** The bytes of one stored value, or 0 for a code that has no value of its own in Spark. */
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

  /** The cell's value as Spark keeps it inside a row; null where the table says so. */
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

  /** The sign bit stands the other way round: adding 2^63 is flipping it. */
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
