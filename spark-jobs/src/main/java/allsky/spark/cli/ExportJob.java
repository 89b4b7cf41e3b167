package allsky.spark.cli;

import allsky.UserError;
import allsky.spark.catalog.Catalog;
import allsky.spark.catalog.CatalogReader;
import allsky.spark.cli.options.InputPath;
import allsky.spark.cli.plan.JobPlan;
import allsky.spark.columns.Columns;
import allsky.spark.columns.TableInput;
import allsky.spark.columns.expression.RowChoice;
import allsky.spark.evaluation.ImageOrigin;
import allsky.spark.export.ExportFormat;
import allsky.spark.export.ExportStep;
import allsky.spark.export.ExportStep.Fact;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code export}: writes a table as one FITS, VOTable, CSV or ECSV file. */
@Command(
    name = "export",
    header = "Write a table, or some of its rows, as one FITS, VOTable, CSV or ECSV file.",
    description = {
      "%nFor TOPCAT, astropy and spreadsheets. The tables that the other jobs write are Parquet,"
          + " which is better for many millions of rows."
    })
final class ExportJob extends WritingJob {

  @InputPath
  @Option(
      names = "--table",
      required = true,
      paramLabel = "PATH",
      description =
          "Table to export: matches, predictions or another table of a job, or any catalog that"
              + " crossmatch reads.")
  private String table;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description = "File to write, on any Hadoop file system.")
  private String output;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description =
          "Format of the file: ${COMPLETION-CANDIDATES}. Default: by its ending, .fits, .vot, .xml,"
              + " .csv or .ecsv.")
  private ExportFormat format;

  @Option(
      names = "--columns",
      paramLabel = "NAME,...",
      hideParamSyntax = true,
      split = ",",
      description = "Columns to write, in this order. Default: all.")
  private List<String> columns;

  @Option(
      names = "--where",
      paramLabel = "SQL",
      description =
          "Write only the rows for which this Spark SQL condition is true, such as \"class = 'QSO'"
              + " and prob_qso > 0.9\".")
  private String where;

  @Option(names = "--overwrite", description = "Replace an existing file.")
  private boolean overwrite;

  @Override
  protected void checkOptions() {
    format();
  }

  private ExportFormat format() {
    return Optional.ofNullable(format)
        .or(() -> ExportFormat.ofFile(output))
        .orElseThrow(
            () ->
                new UserError(
                    "Invalid --output (ends in .fits, .vot, .xml, .csv or .ecsv, or give --format): "
                        + output));
  }

  @Override
  protected JobPlan plan() {
    TableInput input = new TableInput("--table", table);
    Path file = folders().file("--output", output, overwrite, input);
    Catalog catalog = CatalogReader.read(spark(), input);
    catalog.told().forEach(this::log);
    catalog.notes().forEach(this::log);
    Dataset<Row> rows =
        chosen(catalog.choosing(new RowChoice(List.of(), Optional.ofNullable(where))), input);
    return JobPlan.of(() -> write(rows, file, facts(catalog)))
        .rows(input, () -> rows)
        .step("%d columns as %s", rows.columns().length, format());
  }

  private void write(Dataset<Row> rows, Path file, List<Fact> facts) {
    long count = new ExportStep(format(), this::log).write(rows, file, facts);
    print("%,d rows with %d columns in %s", count, rows.columns().length, output);
  }

  private Dataset<Row> chosen(Catalog catalog, TableInput input) {
    Dataset<Row> rows = catalog.chosenRows(input);
    if (columns == null) {
      return rows;
    }
    List<String> there = Arrays.asList(rows.columns());
    return rows.select(
        columns.stream()
            .map(String::strip)
            .map(name -> Columns.named(own(name, there)))
            .toArray(Column[]::new));
  }

  private static String own(String name, List<String> there) {
    return there.stream()
        .filter(name::equalsIgnoreCase)
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "Invalid --columns (the table has %s): %s"
                        .formatted(String.join(", ", there), name)));
  }

  private List<Fact> facts(Catalog catalog) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("creator", "allsky " + identity().version()));
    facts.add(new Fact("table", table));
    if (where != null) {
      facts.add(new Fact("where", where));
    }
    if (ImageOrigin.isSimulated(catalog.rows().schema())) {
      facts.add(new Fact("origin", "SIMULATED"));
    }
    return facts;
  }
}
