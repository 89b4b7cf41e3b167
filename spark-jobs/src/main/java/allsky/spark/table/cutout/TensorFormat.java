package allsky.spark.table.cutout;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * The storage format of pixels in a table. The shape is in the column's metadata in both formats.
 */
public enum TensorFormat {
  /** Little-endian float32 in one BINARY, which numpy and a FloatBuffer read without conversion. */
  BINARY(DataTypes.BinaryType) {
    @Override
    Object stored(float[] pixels) {
      return bytes(pixels);
    }
  },

  /** A flat ARRAY of FLOAT, for readers that cannot decode bytes. */
  ARRAY(DataTypes.createArrayType(DataTypes.FloatType, false)) {
    @Override
    Object stored(float[] pixels) {
      return pixels;
    }
  };

  // Spark's types are immutable, but not annotated as such.
  @SuppressWarnings("ImmutableEnumChecker")
  private final DataType type;

  TensorFormat(DataType type) {
    this.type = type;
  }

  /** The format of a column's type. */
  static TensorFormat of(DataType type) {
    return type.equals(DataTypes.BinaryType) ? BINARY : ARRAY;
  }

  DataType type() {
    return type;
  }

  /** The value of a row's column. */
  abstract Object stored(float[] pixels);

  /** Floats as little-endian bytes. */
  public static byte[] bytes(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  /** The pixels of a value of {@link #BINARY}. */
  public static float[] pixels(byte[] bytes) {
    float[] pixels = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(pixels);
    return pixels;
  }
}
