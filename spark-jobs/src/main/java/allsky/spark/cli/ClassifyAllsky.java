package allsky.spark.cli;

import allsky.network.model.TrainedModel;
import allsky.spark.classify.ChunkStore;
import allsky.spark.classify.ClassFractionsNotice;
import allsky.spark.classify.ClassificationStep;
import allsky.spark.classify.ImageOrigin;
import allsky.spark.classify.Postprocessor;
import allsky.spark.classify.PredictionCounts;
import allsky.spark.classify.PriorsInUse;
import allsky.spark.cli.options.ArchiveOptions;
import allsky.spark.cli.options.ClassificationInput;
import allsky.spark.cli.options.ColumnOptions;
import allsky.spark.cli.options.EngineOptions;
import allsky.spark.cli.options.FetchOptions;
import allsky.spark.cli.options.LayoutOptions;
import allsky.spark.cli.options.ModelOptions;
import allsky.spark.cli.options.OutputOptions;
import allsky.spark.cli.options.PostprocessingOptions;
import allsky.spark.cli.options.PredictionReportOptions;
import allsky.spark.cli.options.TileOptions;
import allsky.spark.columns.Columns;
import allsky.spark.columns.TableInput;
import allsky.spark.fetch.FetchPlan;
import allsky.spark.output.OutputFolder;
import allsky.spark.table.SourceTable;
import allsky.spark.table.cutout.ColourColumn;
import allsky.spark.table.cutout.CutoutTable;
import allsky.spark.table.prediction.KeptColumns;
import allsky.spark.tiles.SourcesByTile;
import allsky.spark.tiles.TileIndex;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code classify-allsky}: classifies every source of a catalog. */
@Command(
    name = "classify-allsky",
    header = "Classify the sources of a catalog with a trained IICnet.",
    description = {
      "%nWithout --tiles, downloads the images of the sources first: squares around the sources of a"
          + " tile with few of them, complete images of the others.",
      "Reads each tile once, makes cutouts of its sources and classifies them. Writes one row for"
          + " each source: class probabilities, or a status that says why there are none. Writes no"
          + " pixels. If a run is interrupted, run the same command again: it skips finished"
          + " chunks and continues. Only --device, --batch-size, --onnx-graph, --report and the"
          + " options of the download may change."
    })
final class ClassifyAllsky extends Job {

  @ArgGroup(exclusive = true, multiplicity = "1")
  private ClassificationInput input;

  @Mixin private FetchOptions fetching;

  @Mixin private ModelOptions model;

  @Mixin private EngineOptions engine;

  @Mixin private PostprocessingOptions postprocessing;

  @Mixin private ColumnOptions columns;

  @Mixin private LayoutOptions layout;

  @Mixin private OutputOptions output;

  @Mixin private PredictionReportOptions reporting;

  @Mixin private ArchiveOptions archive;

  @Override
  protected void checkOptions() {
    engine.checkBatchSize();
    layout.check();
    postprocessing.check();
    fetching.requireValid(input, archive);
  }

  @Override
  protected void work() {
    if (fetching.dryRun) {
      printPlan();
      return;
    }
    TableInput[] inputs = input.tables(folders()::place, output, model.input(), images());
    OutputFolder folder = folders().output(output, inputs);
    Optional<PredictionReport> report =
        PredictionReport.planned(this, reporting, output, input.needsImages(), inputs);
    TrainedModel trained = model.read(this::log);
    PriorsInUse priors = postprocessing.priors(trained.description(), model.path(), this::log);
    Postprocessor postprocessor =
        postprocessing.postprocessor(trained, model.path(), priors, this::log);
    ChunkStore store = new ChunkStore(spark(), folder, identity(), layout.layout);
    ClassFractionsNotice notice = ClassFractionsNotice.of(trained.description(), priors);
    PredictionCounts counts =
        input.cutouts == null
            ? classifySources(trained, postprocessor, store, notice)
            : classifyCutouts(trained, postprocessor, store, notice);
    report.ifPresent(page -> page.write(counts.statuses().total()));
  }

  private TableInput images() {
    return input.images(fetching, output);
  }

  private void printPlan() {
    SourceTable table = input.sources().read(spark(), this::log);
    SourceImageDownload download = new SourceImageDownload(this, archive, fetching, images());
    FetchPlan plan = download.plan(input.sources(), table, model.read(this::log).description());
    download.lines(plan).forEach(line -> print("%s", line));
  }

  /** Downloads the images of the sources that are not in their folder. */
  private void download(SourceTable table, TrainedModel trained) {
    SourceImageDownload download = new SourceImageDownload(this, archive, fetching, images());
    FetchPlan plan = download.plan(input.sources(), table, trained.description());
    download.lines(plan).forEach(this::log);
    download.run(plan, input.tiles().failOnBadTiles);
  }

  private PredictionCounts classifySources(
      TrainedModel trained,
      Postprocessor postprocessor,
      ChunkStore store,
      ClassFractionsNotice notice) {
    TileOptions tiles = input.tiles();
    SourceTable table = input.sources().read(spark(), this::log);
    if (input.needsImages()) {
      columns.allByDefault();
    }
    ColourColumn colours = ColourColumn.of(trained);
    KeptColumns kept = input.kept(table, columns, trained, this::log);
    ClassificationStep step = engine.step(store, trained, kept.fields(), postprocessor, this::log);
    if (input.needsImages()) {
      download(table, trained);
    }
    String folder = images().path();
    TileIndex index = timed(TileOptions.LISTING, () -> tiles.index(spark(), folder));
    trained.description().requireSurvey(index.survey(), folder);
    ImageOrigin origin = ImageOrigin.of(index.isSimulated(), trained.description());
    origin.remark().ifPresent(this::log);
    SourcesByTile groups = input.groups(table, kept, index, colours);
    return finish(
        step,
        step.classify(
            groups,
            index,
            layout.chunkSources,
            input.mayDiffer(fetching, archive, reporting),
            tiles::refuseBad),
        notice,
        origin,
        false);
  }

  private PredictionCounts classifyCutouts(
      TrainedModel trained,
      Postprocessor postprocessor,
      ChunkStore store,
      ClassFractionsNotice notice) {
    Dataset<Row> cutouts = input.readCutouts(spark(), trained);
    ImageOrigin origin =
        ImageOrigin.of(CutoutTable.isSimulated(cutouts.schema()), trained.description());
    origin.remark().ifPresent(this::log);
    KeptColumns kept = input.kept(cutouts, columns, trained, this::log);
    ClassificationStep step = engine.step(store, trained, kept.fields(), postprocessor, this::log);
    boolean labelled = Columns.namesOf(cutouts).contains(CutoutTable.LABEL);
    return finish(step, step.classify(kept.rows(), cutouts.count()), notice, origin, labelled);
  }

  private PredictionCounts finish(
      ClassificationStep step,
      ClassificationStep.Stored stored,
      ClassFractionsNotice notice,
      ImageOrigin origin,
      boolean labelled) {
    PredictionCounts counts = step.finish(stored, layout.rowsPerFile, notice, origin);
    counts.lines().forEach(line -> print("%s", line));
    notice.lines(counts.fractions(), labelled).forEach(this::log);
    counts.flags().warnings(notice.trainedW1()).forEach(this::log);
    return counts;
  }
}
