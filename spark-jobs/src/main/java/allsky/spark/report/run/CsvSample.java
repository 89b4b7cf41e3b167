package allsky.spark.report.run;

import static org.apache.spark.sql.functions.col;

import allsky.spark.columns.Columns;
import allsky.spark.report.html.Csv;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Some columns of at most {@value #LIMIT} rows of a table as CSV. */
public final class CsvSample {

  private static final int LIMIT = 2000;

  private CsvSample() {}

  /**
   * The first rows of a table.
   *
   * @param columns those that the table has become the columns of the CSV, in this order
   */
  public static Csv of(Dataset<Row> table, List<String> columns) {
    Set<String> present = Columns.namesOf(table);
    List<String> chosen = columns.stream().filter(present::contains).toList();
    Csv csv = Csv.withHead(chosen.toArray(String[]::new));
    Column[] all = chosen.stream().map(name -> col(name)).toArray(Column[]::new);
    for (Row row : table.select(all).limit(LIMIT).collectAsList()) {
      Object[] cells = new Object[chosen.size()];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = row.get(i) instanceof Float number ? Double.valueOf(number) : row.get(i);
      }
      csv.row(cells);
    }
    return csv;
  }
}
