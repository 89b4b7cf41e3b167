package allsky.spark.table.cutout;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * How a table holds the pixels of a cutout; the shape stands in the column's metadata either way.
 */
public enum TensorFormat {
  /** Little-endian float32 in one BINARY: what numpy and a FloatBuffer read as it lies. */
  BINARY(DataTypes.BinaryType) {
    @Override
    Object stored(float[] pixels) {
      return CutoutTable.encode(pixels);
    }
  },

  /** A flat ARRAY of FLOAT, for readers that know no bytes. */
  ARRAY(DataTypes.createArrayType(DataTypes.FloatType, false)) {
    @Override
    Object stored(float[] pixels) {
      return pixels;
    }
  };

  // Spark's types are immutable, they only do not say so.
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
}
