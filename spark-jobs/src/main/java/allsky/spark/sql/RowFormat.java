package allsky.spark.sql;

import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.hex;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.StructField;

/** The output formats for the rows of a query's result. */
public enum RowFormat {
  /**
   * Aligned columns for a terminal: long cells are shortened, pixels are shown as a byte count,
   * rows are limited.
   */
  TABLE {
    @Override
    public void print(Dataset<Row> result, int maxRows, PrintWriter out) {
      List<Row> rows = asText(result, RowFormat::byteCount).takeAsList(maxRows + 1);
      List<String[]> lines =
          Stream.concat(
                  Stream.<String[]>of(result.columns()),
                  rows.stream().limit(maxRows).map(row -> cells(row, "NULL")))
              .map(line -> Arrays.stream(line).map(RowFormat::shortened).toArray(String[]::new))
              .toList();
      int[] widths =
          IntStream.range(0, result.columns().length)
              .map(i -> lines.stream().mapToInt(line -> line[i].length()).max().orElse(0))
              .toArray();
      lines.forEach(line -> out.println(aligned(line, widths)));
      if (rows.size() > maxRows) {
        out.println("... more rows; see --rows, or --format csv for all");
      }
    }
  },

  /**
   * CSV (RFC 4180) for programs: all rows, a header line, pixels in hexadecimal, empty fields for
   * null.
   */
  CSV {
    @Override
    public void print(Dataset<Row> result, int maxRows, PrintWriter out) {
      out.println(commaSeparated(result.columns()));
      Iterator<Row> rows = asText(result, column -> hex(column)).toLocalIterator();
      while (rows.hasNext()) {
        out.println(commaSeparated(cells(rows.next(), "")));
      }
    }
  };

  private static final int LONGEST_CELL = 60;

  /**
   * Prints a result.
   *
   * @param maxRows the largest number of rows in a table; CSV has all rows
   */
  public abstract void print(Dataset<Row> result, int maxRows, PrintWriter out);

  /** The result with each column as text. Columns with equal names are kept. */
  private static Dataset<Row> asText(Dataset<Row> result, Function<Column, Column> binary) {
    StructField[] fields = result.schema().fields();
    String[] places =
        IntStream.range(0, fields.length).mapToObj(i -> "c" + i).toArray(String[]::new);
    Dataset<Row> placed = result.toDF(places);
    return placed.select(
        IntStream.range(0, fields.length)
            .mapToObj(
                i ->
                    fields[i].dataType() instanceof BinaryType
                        ? binary.apply(placed.col(places[i]))
                        : placed.col(places[i]).cast("string"))
            .toArray(Column[]::new));
  }

  private static Column byteCount(Column pixels) {
    return concat(lit("["), length(pixels).cast("string"), lit(" bytes]"));
  }

  private static String[] cells(Row row, String ofNull) {
    return IntStream.range(0, row.size())
        .mapToObj(i -> row.isNullAt(i) ? ofNull : row.getString(i))
        .toArray(String[]::new);
  }

  private static String shortened(String cell) {
    return cell.length() <= LONGEST_CELL ? cell : cell.substring(0, LONGEST_CELL - 3) + "...";
  }

  private static String aligned(String[] line, int[] widths) {
    return IntStream.range(0, line.length)
        .mapToObj(i -> line[i] + " ".repeat(widths[i] - line[i].length()))
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }

  private static String commaSeparated(String[] line) {
    return Arrays.stream(line).map(RowFormat::quotedIfNeeded).collect(Collectors.joining(","));
  }

  private static String quotedIfNeeded(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
