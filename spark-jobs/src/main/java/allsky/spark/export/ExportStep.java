package allsky.spark.export;

import allsky.UserError;
import allsky.spark.runtime.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import uk.ac.starlink.table.DefaultValueInfo;
import uk.ac.starlink.table.DescribedValue;

/** Writes rows as one file. The file has its name only when it is complete. */
public final class ExportStep {

  private final ExportFormat format;
  private final Consumer<String> log;

  /**
   * @param log takes what a user should know, a line each
   */
  public ExportStep(ExportFormat format, Consumer<String> log) {
    this.format = format;
    this.log = log;
  }

  /**
   * Writes a file and replaces an existing one.
   *
   * @param facts about the table, such as its maker; not written to CSV
   * @return number of rows
   * @throws UserError if the file cannot be written, or no column can be in it
   */
  public long write(Dataset<Row> rows, Path file, List<Fact> facts) {
    List<ExportColumn> columns = columns(rows.schema().fields());
    long count = rows.count();
    AtomicLong read = new AtomicLong();
    SparkStarTable table = new SparkStarTable(rows, columns, count, read::incrementAndGet);
    facts.forEach(fact -> table.setParameter(fact.described()));
    try (Progress progress = Progress.start("export", "rows read", 0, read::get)) {
      TableFile.write(table, format.writer(), file, TableFile.hadoop(rows));
    }
    return count;
  }

  /** A fact about a table, such as the version of the program that made it. */
  public record Fact(String name, String value) {

    private DescribedValue described() {
      return new DescribedValue(new DefaultValueInfo(name, String.class), value);
    }
  }

  private List<ExportColumn> columns(StructField[] fields) {
    List<ExportColumn> columns = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    for (int i = 0; i < fields.length; i++) {
      int before = columns.size();
      ExportColumn.of(i, fields[i]).ifPresent(columns::add);
      if (columns.size() == before) {
        leftOut.add(fields[i].name() + " (" + fields[i].dataType().catalogString() + ")");
      }
    }
    if (!leftOut.isEmpty()) {
      log.accept(
          String.format(
              Locale.ROOT,
              "columns left out, because %s has no such type: %s",
              format,
              String.join(", ", leftOut)));
    }
    if (columns.isEmpty()) {
      throw new UserError("Cannot write a table without columns; name others with --columns.");
    }
    return columns;
  }
}
