package allsky.spark.crossmatch.pairs.scan;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;

import allsky.spark.crossmatch.request.Side;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of a side with the fields of {@link Side#row} as columns: in a cache or a shuffle a
 * struct takes a third more bytes.
 *
 * @param side whose rows
 * @param rows the rows without the struct
 * @param fields the fields of the struct
 */
record FlatRows(Side side, Dataset<Row> rows, StructField[] fields) {

  static FlatRows of(Dataset<Row> rows, Side side) {
    StructField[] fields = ((StructType) rows.schema().apply(side.row()).dataType()).fields();
    Stream<Column> others =
        Stream.of(rows.columns()).filter(name -> !name.equals(side.row())).map(name -> col(name));
    Stream<Column> flat =
        IntStream.range(0, fields.length)
            .mapToObj(i -> side.column(fields[i].name()).as(flat(side, i)));
    return new FlatRows(
        side, rows.select(Stream.concat(others, flat).toArray(Column[]::new)), fields);
  }

  /** The same fields, with other rows. */
  FlatRows with(Dataset<Row> others) {
    return new FlatRows(side, others, fields);
  }

  /** Makes the struct again, in any rows that have the flat columns. */
  Dataset<Row> restored(Dataset<Row> pairs) {
    Column[] values =
        IntStream.range(0, fields.length)
            .mapToObj(i -> col(flat(side, i)).as(fields[i].name(), fields[i].metadata()))
            .toArray(Column[]::new);
    String[] flat =
        IntStream.range(0, fields.length).mapToObj(i -> flat(side, i)).toArray(String[]::new);
    return pairs.withColumn(side.row(), struct(values)).drop(flat);
  }

  private static String flat(Side side, int field) {
    return side.row() + "_" + field;
  }
}
