package allsky.spark.cli.options;

import allsky.network.model.TrainedModel;
import allsky.spark.catalog.CatalogReader;
import allsky.spark.columns.TableInput;
import allsky.spark.table.SourceTable;
import allsky.spark.table.cutout.CutoutTable;
import allsky.spark.table.cutout.PhotometryColumn;
import allsky.spark.table.prediction.KeptColumns;
import allsky.spark.table.prediction.PredictionTable;
import allsky.spark.table.prediction.SourceFacts;
import allsky.spark.tiles.SourcesByTile;
import allsky.spark.tiles.TileIndex;
import allsky.survey.Band;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options that name the input of a classification: sources with tiles, or cutouts. */
public final class ClassificationInput {

  /** The Vega magnitudes that predictions keep next to the class. */
  private static final List<String> MAGNITUDES =
      Arrays.stream(Band.values()).map(CutoutTable::magnitude).toList();

  @ArgGroup(exclusive = false)
  private FromTiles fromTiles;

  @InputPath
  @Heading.Under(Heading.INPUT)
  @Option(
      names = "--cutouts",
      required = true,
      paramLabel = "PATH",
      description = "Classify a table of cutouts instead of sources on tiles.")
  public String cutouts;

  /** Sources with the images that they are cut out of. */
  static final class FromTiles {
    @ArgGroup(exclusive = false, multiplicity = "1")
    private SourceOptions sources;

    @InputPath(InputPath.Kind.FOLDER)
    @Heading.Under(Heading.INPUT)
    @Option(
        names = "--tiles",
        paramLabel = "DIR",
        description = TileOptions.FOLDER + " Default: the images are downloaded, see --fetch-into.")
    private String folder;

    @ArgGroup(exclusive = false)
    private TileOptions tiles = new TileOptions();
  }

  /** The sources; null if there are cutouts. */
  public SourceOptions sources() {
    return fromTiles == null ? null : fromTiles.sources;
  }

  /** The options of the tiles; null if there are cutouts. */
  public TileOptions tiles() {
    return fromTiles == null ? null : fromTiles.tiles;
  }

  /** True if the images of the sources must be downloaded. */
  public boolean needsImages() {
    return cutouts == null && fromTiles.folder == null;
  }

  /** The folder of the images, which may have to be downloaded to it; null for cutouts. */
  public TableInput images(FetchOptions fetching, OutputOptions output) {
    if (needsImages()) {
      return fetching.folder(output);
    }
    return cutouts == null ? new TableInput("--tiles", fromTiles.folder) : null;
  }

  /**
   * All inputs of a run.
   *
   * @param places see {@link TileOptions#refuseIndexIn}
   * @param images the folder of the images; null for cutouts
   */
  public TableInput[] tables(
      BiFunction<String, String, OutputPlace> places,
      OutputOptions output,
      TableInput model,
      TableInput images) {
    if (cutouts != null) {
      return new TableInput[] {model, cutoutTable()};
    }
    TableInput catalog = sources().input();
    tiles().refuseIndexIn(places, output, model, catalog);
    return new TableInput[] {model, catalog, images};
  }

  /**
   * The options that may differ from those of the run that is resumed.
   *
   * @param download objects with options of the download, which do not change the pixels
   */
  public Set<String> mayDiffer(Object... download) {
    Stream<String> always = Stream.of("overwrite", "batch-size", "device", "onnx-graph");
    Stream<String> lenient =
        tiles().failOnBadTiles ? Stream.empty() : Stream.of("fail-on-bad-tiles");
    Stream<String> fetching = Arrays.stream(download).flatMap(ClassificationInput::names);
    return Stream.of(always, lenient, fetching).flatMap(names -> names).collect(Collectors.toSet());
  }

  /** The names of the options of an object, without dashes. */
  private static Stream<String> names(Object options) {
    return CommandSpec.forAnnotatedObject(options).options().stream()
        .map(option -> option.longestName().replaceFirst("^--", ""));
  }

  /** The input of the cutouts, for messages. */
  public TableInput cutoutTable() {
    return TableInput.cutouts(cutouts);
  }

  /**
   * The table of cutouts.
   *
   * @throws allsky.UserError if a model cannot use them
   */
  public Dataset<Row> readCutouts(SparkSession spark, TrainedModel model) {
    Dataset<Row> rows = CatalogReader.read(spark, cutoutTable()).rows();
    model.description().use().requireCutouts(CutoutTable.shapeOf(rows.schema(), cutouts), cutouts);
    return rows;
  }

  /** The kept sources with their tiles. */
  public SourcesByTile groups(
      SourceTable table, KeptColumns kept, TileIndex index, PhotometryColumn photometry) {
    return SourcesByTile.of(
        kept.rows(),
        sources().coaddId(table),
        index,
        SourceFacts.with(photometry.with(kept.fields())));
  }

  /**
   * The columns of the sources that predictions keep, with the photometry that the network gets and
   * the facts about the sources.
   *
   * @param model classifies the sources
   * @param log takes a note for the user
   * @throws allsky.UserError if a column is missing, or has the name of a column of predictions
   */
  public KeptColumns kept(
      SourceTable table, ColumnOptions columns, TrainedModel model, Consumer<String> log) {
    List<StructField> first = sources().carried(table, MAGNITUDES);
    PredictionTable.requireKey(first.get(0));
    KeptColumns kept = columns.of(table, first, PredictionTable.own());
    return withFacts(kept, sources().input(), model, log);
  }

  /** The same for cutouts, among the columns from the sources. */
  public KeptColumns kept(
      Dataset<Row> table, ColumnOptions columns, TrainedModel model, Consumer<String> log) {
    List<String> names = Arrays.asList(table.columns());
    List<StructField> key = List.of(table.schema().fields()[0]);
    PredictionTable.requireKey(key.get(0));
    List<String> offered = names.subList(0, names.indexOf(CutoutTable.RA));
    KeptColumns kept = columns.of(table, key, offered, PredictionTable.own());
    return withFacts(kept, cutoutTable(), model, log);
  }

  private static KeptColumns withFacts(
      KeptColumns kept, TableInput from, TrainedModel model, Consumer<String> log) {
    kept.notes().forEach(note -> log.accept(from + ": " + note));
    SourceFacts.remark(kept.rows()).ifPresent(note -> log.accept(from + ": " + note));
    Dataset<Row> measured = PhotometryColumn.of(model).addedTo(kept.rows(), from, log);
    return new KeptColumns(
        SourceFacts.of(model.description()).addedTo(measured), kept.fields(), kept.notes());
  }
}
