package allsky.spark.catalog.hats;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.shiftright;

import allsky.sky.Healpix;
import allsky.spark.columns.Columns;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The row counts of a table by HEALPix cell, and the lengths of its texts. The size of this value
 * does not depend on the number of rows.
 *
 * @param byCell rows by cell of order {@link HatsPlan#COUNT_ORDER}
 * @param without rows without a cell
 * @param longest characters of the longest text, by text column; at least 1
 */
record RowCounts(long[] byCell, long without, Map<String, Integer> longest) {

  /** Counts the rows by their column of cells of order 29. */
  static RowCounts of(Dataset<Row> rows, String healpix29) {
    int shift = 2 * (Healpix.MAX_ORDER - HatsPlan.COUNT_ORDER);
    Column cell = shiftright(Columns.named(healpix29), shift);
    long[] byCell = new long[12 << (2 * HatsPlan.COUNT_ORDER)];
    long without = 0;
    Map<String, Integer> longest = new TreeMap<>();
    Column[] lengths = lengths(rows.schema());
    for (Row row : rows.groupBy(cell).agg(count(lit(1)), lengths).collectAsList()) {
      if (row.isNullAt(0)) {
        without = row.getLong(1);
      } else {
        byCell[Math.toIntExact(row.getLong(0))] = row.getLong(1);
      }
      for (int i = 2; i < row.size(); i++) {
        int length = row.isNullAt(i) ? 0 : row.getInt(i);
        longest.merge(row.schema().fieldNames()[i], Math.max(1, length), Math::max);
      }
    }
    return new RowCounts(byCell, without, longest);
  }

  private static Column[] lengths(StructType schema) {
    return Arrays.stream(schema.fields())
        .filter(field -> field.dataType().equals(DataTypes.StringType))
        .map(field -> max(length(Columns.named(field.name()))).as(field.name()))
        .toArray(Column[]::new);
  }
}
