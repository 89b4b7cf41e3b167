package allsky.spark.cli.options;

import allsky.spark.table.SourceTable;
import allsky.spark.table.prediction.KeptColumns;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import picocli.CommandLine.Option;

/** The option that copies columns of the input to the output. */
@Heading.Under(Heading.OUTPUT)
public final class ColumnOptions {

  @Option(
      names = KeptColumns.OPTION,
      paramLabel = "NAME,...",
      hideParamSyntax = true,
      split = ",",
      description =
          "Input columns to copy to the output in addition to the key and the magnitudes: "
              + "a list of names, all, or none. Default: none; all if classify-allsky downloads "
              + "the images. If the output has a column of the same name, the copy is named "
              + "source_NAME.")
  private List<String> columns;

  /** Copies all columns, unless the user has chosen. */
  public void allByDefault() {
    if (columns == null) {
      columns = List.of(KeptColumns.ALL);
    }
  }

  /**
   * What is kept of sources.
   *
   * @param first the key and the columns that are always kept
   * @param own the columns that the output has itself
   */
  public KeptColumns of(SourceTable table, List<StructField> first, StructType own) {
    return of(table.rows(), first, Arrays.asList(table.rows().columns()), own);
  }

  /** What is kept of a table of which only some columns are offered. */
  public KeptColumns of(
      Dataset<Row> rows, List<StructField> first, List<String> offered, StructType own) {
    List<String> asked = columns == null ? List.of() : columns;
    return KeptColumns.of(rows, first, offered, asked, Arrays.asList(own.fieldNames()));
  }
}
