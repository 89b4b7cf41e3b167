package allsky.spark.cli;

import static allsky.spark.cli.options.OptionCheck.check;

import allsky.UserError;
import allsky.spark.cli.options.InputPath;
import allsky.spark.fault.FolderConflict;
import allsky.spark.fault.MachineFault;
import allsky.spark.fault.QueryFault;
import allsky.spark.sql.RowFormat;
import allsky.spark.sql.RunTables;
import allsky.spark.sql.SqlStatements;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sql}: queries the tables of a run with Spark SQL. */
@Command(
    name = "sql",
    description = {
      "Query the tables of a run with Spark SQL.",
      "Tables: sources, spectra, tiles, matches, rejected, cutouts, predictions. rejected has the",
      "rows that crossmatch did not use, with the reasons. Without --execute, statements are read from",
      "standard input; each ends with a semicolon.",
      "You can also query other files: SELECT * FROM parquet.`/path/of/a/folder`."
    })
final class Sql extends Job {

  @InputPath(InputPath.Kind.FOLDER)
  @Option(names = "--run", paramLabel = "DIR", description = "Folder of the run.")
  private String run;

  @Option(
      names = {"-e", "--execute"},
      paramLabel = "QUERY",
      description = "Statements to run, separated by semicolons.")
  private String query;

  @Option(
      names = "--interactive",
      description = "Show a prompt, and continue after an error. exit or Ctrl-D quits.")
  private boolean interactive;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "Output format: table or csv.")
  private RowFormat format;

  @Option(names = "--rows", paramLabel = "N", description = "Maximum number of rows to print.")
  private int rows = 100;

  @Override
  protected void checkOptions() {
    check(rows > 0, "Invalid --rows (must be positive): %d", rows);
  }

  @Override
  protected void work() {
    if (run != null) {
      RunTables tables = RunTables.in(run, spark().sparkContext().hadoopConfiguration());
      tables.register(spark());
      say("tables %s", String.join(", ", tables.names()));
    }
    SqlStatements statements = new SqlStatements();
    if (query != null) {
      statements.add(query).forEach(this::execute);
    } else {
      readStandardInput(statements);
    }
    statements.rest().forEach(this::execute);
  }

  private void readStandardInput(SqlStatements statements) {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
    try {
      prompt(statements);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!statements.isOpen() && line.strip().matches("(?i)(exit|quit);?")) {
          return;
        }
        statements.add(line).forEach(interactive ? this::tryToExecute : this::execute);
        prompt(statements);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void prompt(SqlStatements statements) {
    if (interactive) {
      out().print(statements.isOpen() ? "      > " : "allsky> ");
      out().flush();
    }
  }

  private void tryToExecute(String statement) {
    try {
      execute(statement);
    } catch (UserError e) {
      say("%s", e.getMessage());
    }
  }

  /** The author of a query can fix it, so each failure is a UserError. */
  private void execute(String statement) {
    try {
      Dataset<Row> result = spark().sql(statement);
      if (result.columns().length > 0) {
        format.print(result, rows, out());
      }
      out().flush();
    } catch (Exception | AssertionError e) {
      throw MachineFault.line(e, String.valueOf(run))
          .map(line -> new UserError(line, e))
          .orElseGet(
              () ->
                  new UserError(
                      "Cannot run the query: "
                          + FolderConflict.of(e).orElseGet(() -> QueryFault.oneLine(e)),
                      e));
    }
  }
}
