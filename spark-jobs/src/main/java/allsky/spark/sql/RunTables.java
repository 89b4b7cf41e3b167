package allsky.spark.sql;

import allsky.UserError;
import allsky.spark.catalog.CatalogReader;
import allsky.spark.columns.TableInput;
import allsky.spark.files.FilesBelow;
import allsky.spark.output.OutputFolder;
import allsky.spark.output.RunLayout;
import allsky.spark.table.RejectedTable;
import allsky.spark.table.TableFolder;
import allsky.spark.table.tile.TileTable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** The finished tables in the folder of a run, by the names that queries use. */
public final class RunTables {

  private static final String IN_SKY = RunLayout.SKY + "/";

  private static final String TILES =
      RunLayout.TILES + "/" + TileTable.FOLDER + "/" + TileTable.FILE;

  private static final List<RunTable> KNOWN =
      List.of(
          new RunTable("sources", IN_SKY + RunLayout.SKY_CATALOG, RunLayout.SKY),
          new RunTable("truth", IN_SKY + RunLayout.SKY_TRUTH, RunLayout.SKY),
          new RunTable("spectra", IN_SKY + RunLayout.SKY_SPECTRA, RunLayout.SKY),
          new RunTable("tiles", IN_SKY + TILES, RunLayout.SKY),
          new RunTable("tiles", TILES, ""),
          RunTable.of(RunLayout.MATCHES),
          new RunTable(
              "rejected", RunLayout.MATCHES + "/" + RejectedTable.FOLDER, RunLayout.MATCHES),
          RunTable.of(RunLayout.CUTOUTS),
          RunTable.of(RunLayout.PREDICTIONS));

  private final Map<String, String> paths;

  private RunTables(Map<String, String> paths) {
    this.paths = paths;
  }

  /**
   * The location of a table in a run.
   *
   * @param name the name in a query
   * @param path the Parquet folder or file below the run's folder
   * @param output the output folder whose {@code _SUCCESS} says that the table is complete; empty
   *     if the table is complete once it exists
   */
  private record RunTable(String name, String path, String output) {

    /** The table that is the output of a job, under the name of its folder. */
    static RunTable of(String folder) {
      return new RunTable(folder, folder, folder);
    }
  }

  /**
   * Finds the finished tables in the folder of a run.
   *
   * @throws UserError if the folder does not exist or has no finished table
   */
  public static RunTables in(String run, Configuration hadoop) {
    Path folder = new Path(run);
    Map<String, String> paths = new LinkedHashMap<>();
    try {
      FileSystem files = folder.getFileSystem(hadoop);
      if (!files.exists(folder)) {
        throw new UserError("Cannot read --run " + run + ": there is no such folder.");
      }
      for (RunTable table : KNOWN) {
        Path path = new Path(folder, table.path());
        boolean complete =
            table.output().isEmpty()
                || OutputFolder.at(run + "/" + table.output(), hadoop).isComplete();
        if (complete && files.exists(path) && holdsRows(files, path)) {
          paths.putIfAbsent(table.name(), path.toString());
        }
      }
    } catch (IOException e) {
      throw new UserError("Cannot read --run " + run + ": " + e.getMessage(), e);
    }
    if (paths.isEmpty()) {
      throw new UserError(
          "Cannot query --run "
              + run
              + ": it has no finished table; expected sky/allwise, matches, cutouts or"
              + " predictions");
    }
    return new RunTables(paths);
  }

  /** Makes each table a temporary view under its name. */
  public void register(SparkSession spark) {
    paths.forEach(
        (name, path) ->
            CatalogReader.read(spark, new TableInput("--run", path))
                .rows()
                .createOrReplaceTempView(name));
  }

  /** The names in the order of the pipeline. */
  public List<String> names() {
    return List.copyOf(paths.keySet());
  }

  /** False for a folder without any Parquet file. */
  private static boolean holdsRows(FileSystem files, Path path) throws IOException {
    return FilesBelow.of(files, path, name -> true).files().stream()
        .map(file -> file.getPath().getName())
        .anyMatch(name -> TableFolder.isTableFile(name) || name.endsWith(".fits"));
  }
}
