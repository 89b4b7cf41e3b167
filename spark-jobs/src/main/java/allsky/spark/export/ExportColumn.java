package allsky.spark.export;

import allsky.spark.columns.Columns;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import uk.ac.starlink.table.ColumnInfo;

/**
 * A column of an exported table.
 *
 * @param index of the column in a row of Spark
 * @param info name, type, unit, UCD and description
 * @param cell the value of STIL in a row where the column is not null
 */
record ExportColumn(int index, ColumnInfo info, Function<Row, Object> cell) {

  private static final Map<DataType, Class<?>> SCALARS =
      Map.of(
          DataTypes.BooleanType, Boolean.class,
          DataTypes.ByteType, Byte.class,
          DataTypes.ShortType, Short.class,
          DataTypes.IntegerType, Integer.class,
          DataTypes.LongType, Long.class,
          DataTypes.FloatType, Float.class,
          DataTypes.DoubleType, Double.class);

  private static final Map<DataType, Function<List<Object>, Object>> ARRAYS =
      Map.of(
          DataTypes.FloatType, ExportColumn::floats, DataTypes.DoubleType, ExportColumn::doubles);

  /**
   * A column of numbers, truth values, text, dates or arrays of floating-point numbers; empty for
   * any other.
   */
  static Optional<ExportColumn> of(int index, StructField field) {
    DataType type = field.dataType();
    if (type instanceof ArrayType array) {
      Function<List<Object>, Object> values = ARRAYS.get(array.elementType());
      return Optional.ofNullable(values)
          .map(
              made ->
                  new ExportColumn(
                      index, array(field, array), row -> made.apply(row.getList(index))));
    }
    if (SCALARS.containsKey(type)) {
      return Optional.of(
          new ExportColumn(index, info(field, SCALARS.get(type)), row -> row.get(index)));
    }
    boolean isText =
        type.equals(DataTypes.StringType)
            || type.equals(DataTypes.DateType)
            || type.equals(DataTypes.TimestampType);
    return isText
        ? Optional.of(
            new ExportColumn(
                index, info(field, String.class), row -> String.valueOf(row.get(index))))
        : Optional.empty();
  }

  /** The value in a row, null if it has none. */
  Object of(Row row) {
    return row.isNullAt(index) ? null : cell.apply(row);
  }

  private static ColumnInfo array(StructField field, ArrayType type) {
    boolean isFloat = type.elementType().equals(DataTypes.FloatType);
    ColumnInfo info = info(field, isFloat ? float[].class : double[].class);
    info.setShape(new int[] {-1});
    return info;
  }

  private static ColumnInfo info(StructField field, Class<?> type) {
    String comment = field.getComment().isDefined() ? field.getComment().get() : null;
    ColumnInfo info = new ColumnInfo(field.name(), type, comment);
    String unit = Columns.unit(field);
    String ucd = Columns.ucd(field);
    info.setUnitString(unit.isEmpty() ? null : unit);
    info.setUCD(ucd.isEmpty() ? null : ucd);
    info.setNullable(field.nullable());
    return info;
  }

  private static Object floats(List<Object> values) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i) == null ? Float.NaN : (Float) values.get(i);
    }
    return array;
  }

  private static Object doubles(List<Object> values) {
    return values.stream().mapToDouble(v -> v == null ? Double.NaN : (Double) v).toArray();
  }
}
