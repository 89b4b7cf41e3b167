package allsky.spark.report.run;

import allsky.Json;
import allsky.Secrets;
import allsky.UserError;
import allsky.spark.catalog.CatalogReader;
import allsky.spark.catalog.files.HduPath;
import allsky.spark.columns.ColumnChoice;
import allsky.spark.columns.TableInput;
import allsky.spark.fault.Storage;
import allsky.spark.output.OutputFolder;
import allsky.spark.output.RunIdentity;
import allsky.spark.output.RunLayout;
import allsky.spark.table.cutout.CutoutTable;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The folder of a run with the outputs of its jobs: {@code sky/allwise} (the catalog), {@code
 * matches}, {@code cutouts}, {@code model}, {@code evaluation} and {@code predictions}. Each may be
 * missing. A folder of predictions counts as a run that has nothing else.
 */
public final class RunFolder {

  private static final String SIMULATION = "simulate-sky";
  private static final String CLASSIFICATION = "classify-allsky";

  private final SparkSession spark;
  private final String option;
  private final Path path;
  private final boolean isPredictions;

  private RunFolder(SparkSession spark, String option, Path path, boolean isPredictions) {
    this.spark = spark;
    this.option = option;
    this.path = path;
    this.isPredictions = isPredictions;
  }

  /**
   * Opens a run.
   *
   * @param option the option that names the folder, for messages
   * @throws UserError if the folder does not exist or has no output of a job
   */
  public static RunFolder open(SparkSession spark, String option, String path) {
    RunFolder run = new RunFolder(spark, option, new Path(path), false);
    if (!run.exists(run.path)) {
      throw new UserError("Cannot read " + option + " " + path + ": there is no such folder.");
    }
    RunFolder predictions = new RunFolder(spark, option, run.path, true);
    if (predictions.hasPredictions()) {
      return predictions;
    }
    if (Stream.of(
            RunLayout.SKY,
            RunLayout.MATCHES,
            RunLayout.CUTOUTS,
            RunLayout.MODEL,
            RunLayout.PREDICTIONS)
        .noneMatch(run::exists)) {
      throw new UserError(
          "Cannot report on "
              + option
              + " "
              + path
              + ": it has none of the folders sky, matches, cutouts, model and predictions; name"
              + " the folder that contains the outputs of a run, or an output of"
              + " classify-allsky.");
    }
    return run;
  }

  private boolean hasPredictions() {
    return madeBy(RunLayout.PREDICTIONS)
        .filter(identity -> identity.job().equals(CLASSIFICATION))
        .isPresent();
  }

  /** True if this is a folder of predictions, not of a run. */
  public boolean isPredictions() {
    return isPredictions;
  }

  /** The folders and files that a report may read, whether they exist or not. */
  public Stream<String> inputs() {
    Stream<Path> outputs = RunLayout.OUTPUTS.stream().map(this::placeOf);
    Stream<String> catalogs =
        Stream.of(RunLayout.PREDICTIONS, RunLayout.MATCHES)
            .flatMap(folder -> sourcesOption(folder).stream())
            .map(TableInput::path);
    return Stream.concat(outputs.map(Path::toString), catalogs);
  }

  /** The path of the run as the user gave it. */
  public String path() {
    return path.toString();
  }

  /** True if {@code simulate-sky} made the sky of this run or the images that it used. */
  public boolean simulated() {
    return madeBy(RunLayout.SKY).filter(identity -> identity.job().equals(SIMULATION)).isPresent()
        || json(RunLayout.PREDICTIONS, OutputFolder.SUMMARY, RunFolder::hasSimulatedImages)
            .orElse(false)
        || cutouts().filter(cutouts -> CutoutTable.isSimulated(cutouts.schema())).isPresent();
  }

  private static boolean hasSimulatedImages(JsonObject summary) {
    return summary.has(RunLayout.SIMULATED) && summary.get(RunLayout.SIMULATED).getAsBoolean();
  }

  /** The identity of the job that made one of the run's folders, if the folder has it. */
  public Optional<RunIdentity> madeBy(String folder) {
    return folder(folder).identity();
  }

  /** How long the job took that made one of the run's folders, if the folder records it. */
  public Optional<Duration> duration(String folder) {
    return folder(folder).duration();
  }

  /** A small text file of the run, such as {@code model/history.csv}. */
  public Optional<String> text(String folder, String name) {
    return folder(folder).read(name);
  }

  /**
   * A JSON object in a file of the run.
   *
   * @throws UserError if the file has other content
   */
  public Optional<JsonObject> json(String folder, String name) {
    try {
      return text(folder, name)
          .map(text -> JsonParser.parseString(Json.shallow(text)).getAsJsonObject());
    } catch (JsonParseException | IllegalStateException e) {
      throw damaged(folder, name, e);
    }
  }

  /**
   * What a reader makes of a JSON object in a file of the run.
   *
   * @throws UserError if the file has other content, or the reader misses a value or its type
   */
  public <T> Optional<T> json(String folder, String name, Function<JsonObject, T> reader) {
    try {
      return json(folder, name).map(reader);
    } catch (ClassCastException
        | IllegalStateException
        | NullPointerException
        | NumberFormatException
        | UnsupportedOperationException e) {
      // Gson throws these for a value that is missing or has another type.
      throw damaged(folder, name, e);
    }
  }

  private UserError damaged(String folder, String name, Exception cause) {
    return new UserError(
        "Cannot read "
            + new Path(placeOf(folder), name)
            + ": it is damaged, or was not written by its job; run the job again with"
            + " --overwrite, or delete the file",
        cause);
  }

  /** A small file of the run, such as {@code evaluation/reliability.png}. */
  public Optional<byte[]> bytes(String folder, String name) {
    return folder(folder).readBytes(name);
  }

  /**
   * The catalog: {@code sky/allwise}, or else the {@code --sources} of the job that made the
   * predictions or the matches, if it still exists. Empty for a folder of predictions.
   */
  public Optional<Dataset<Row>> sources() {
    if (isPredictions) {
      return Optional.empty();
    }
    return Optional.of(new Path(path, RunLayout.SKY + "/" + RunLayout.SKY_CATALOG))
        .filter(this::exists)
        .map(catalog -> TableInput.sources(catalog.toString()))
        .or(() -> sourcesOption(RunLayout.PREDICTIONS))
        .or(() -> sourcesOption(RunLayout.MATCHES))
        .map(this::catalog);
  }

  /** The labelled sources. */
  public Optional<Dataset<Row>> matches() {
    return table(RunLayout.MATCHES);
  }

  /** The cutouts of the labelled sources. */
  public Optional<Dataset<Row>> cutouts() {
    return table(RunLayout.CUTOUTS);
  }

  /** The classified sources. */
  public Optional<Dataset<Row>> predictions() {
    return table(RunLayout.PREDICTIONS);
  }

  /** A table in the folder of {@code evaluate-iicnet}, such as {@code misclassified}. */
  public Optional<Dataset<Row>> evaluated(String name) {
    return table(RunLayout.EVALUATION + "/" + name);
  }

  /** The predictions with additional columns of the catalog, if the run has all of them. */
  public Optional<Dataset<Row>> predictionsWith(String... columns) {
    return predictions()
        .flatMap(each -> CatalogColumns.added(each, this::sources, List.of(columns)));
  }

  private Optional<TableInput> sourcesOption(String folder) {
    return madeBy(folder)
        .map(RunIdentity::options)
        .filter(options -> options.containsKey("sources"))
        .map(options -> TableInput.sources(options.get("sources")).withHdu(options.get("hdu")))
        .filter(sources -> !sources.path().contains(Secrets.MASK))
        .filter(this::exists);
  }

  private boolean exists(TableInput input) {
    try {
      return exists(HduPath.fileOf(input, hadoop()));
    } catch (IOException e) {
      throw new UserError("Cannot read " + option + " " + path + ": " + Storage.reason(e), e);
    }
  }

  private Optional<Dataset<Row>> table(String name) {
    return exists(name) ? Optional.of(read(placeOf(name))) : Optional.empty();
  }

  private Dataset<Row> catalog(TableInput input) {
    return CatalogReader.sources(spark, input, ColumnChoice.BY_KNOWN_NAMES).rows();
  }

  private Dataset<Row> read(Path table) {
    return CatalogReader.read(spark, new TableInput(option, table.toString())).rows();
  }

  private OutputFolder folder(String name) {
    return OutputFolder.at(placeOf(name).toString(), hadoop());
  }

  private boolean exists(String name) {
    return exists(placeOf(name));
  }

  /** The folder of an output; one that does not exist if a folder of predictions cannot have it. */
  private Path placeOf(String name) {
    return isPredictions && name.equals(RunLayout.PREDICTIONS) ? path : new Path(path, name);
  }

  private boolean exists(Path file) {
    try {
      return file.getFileSystem(hadoop()).exists(file);
    } catch (IOException e) {
      throw new UserError("Cannot read " + option + " " + path + ": " + e.getMessage(), e);
    }
  }

  private Configuration hadoop() {
    return spark.sparkContext().hadoopConfiguration();
  }
}
