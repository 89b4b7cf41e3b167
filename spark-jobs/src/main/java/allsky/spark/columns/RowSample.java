package allsky.spark.columns;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A sample of rows from all parts of a table, to inspect values without a pass over the table. The
 * same table gives the same sample.
 */
final class RowSample {

  /** The largest number of rows in a sample. */
  static final int ROWS = 10_000;

  private static final int PARTITIONS = 16;

  private RowSample() {}

  /** The first rows of up to {@value #PARTITIONS} partitions, {@value #ROWS} in all. */
  static List<Row> of(Dataset<Row> rows) {
    JavaRDD<Row> all = rows.toJavaRDD();
    int partitions = all.getNumPartitions();
    int looked = Math.min(partitions, PARTITIONS);
    if (looked == 0) {
      return List.of();
    }
    int[] chosen =
        IntStream.range(0, looked).map(i -> (int) ((long) i * partitions / looked)).toArray();
    int each = ROWS / looked;
    return Arrays.stream(all.mapPartitions(part -> first(part, each)).collectPartitions(chosen))
        .flatMap(List::stream)
        .toList();
  }

  private static Iterator<Row> first(Iterator<Row> rows, int count) {
    List<Row> first = new ArrayList<>();
    while (first.size() < count && rows.hasNext()) {
      first.add(rows.next());
    }
    return first.iterator();
  }
}
