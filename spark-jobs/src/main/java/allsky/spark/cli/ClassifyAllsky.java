package allsky.spark.cli;

import allsky.network.model.TrainedModel;
import allsky.spark.classify.ChunkPlan;
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
import allsky.spark.cli.plan.JobPlan;
import allsky.spark.cli.plan.PlannedClassification;
import allsky.spark.columns.Columns;
import allsky.spark.columns.TableInput;
import allsky.spark.fetch.FetchPlan;
import allsky.spark.output.OutputFolder;
import allsky.spark.table.SourceTable;
import allsky.spark.table.cutout.CutoutTable;
import allsky.spark.table.cutout.PhotometryColumn;
import allsky.spark.table.prediction.KeptColumns;
import allsky.spark.tiles.SourcesByTile;
import allsky.spark.tiles.TileIndex;
import java.util.Optional;
import java.util.Set;
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
final class ClassifyAllsky extends WritingJob {

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

  /** What all classifications of a run share. */
  private record Setup(
      TrainedModel model,
      Postprocessor postprocessor,
      ChunkStore store,
      ClassFractionsNotice notice,
      Optional<PredictionReport> report) {}

  /**
   * The columns of the input that are kept, and the step that classifies.
   *
   * @param isLabelled true if the input has spectroscopic classes
   */
  private record Prepared(
      Setup setup, KeptColumns kept, ClassificationStep step, boolean isLabelled) {}

  @Override
  protected JobPlan plan() {
    TableInput[] inputs = input.tables(folders()::place, output, model.input(), images());
    OutputFolder folder = folders().output(output, inputs);
    Optional<PredictionReport> report =
        PredictionReport.planned(this, reporting, output, input.needsImages(), inputs);
    TrainedModel trained = model.read(this::log);
    PriorsInUse priors = postprocessing.priors(trained.description(), model.path(), this::log);
    Setup setup =
        new Setup(
            trained,
            postprocessing.postprocessor(trained, model.path(), priors, this::log),
            new ChunkStore(spark(), folder, identity(), layout.layout),
            ClassFractionsNotice.of(trained.description(), priors),
            report);
    return input.cutouts == null ? ofSources(setup) : ofCutouts(setup);
  }

  private TableInput images() {
    return input.images(fetching, output);
  }

  private JobPlan ofSources(Setup setup) {
    SourceTable table = input.sources().read(spark(), this::log);
    if (input.needsImages()) {
      columns.allByDefault();
    }
    KeptColumns kept = input.kept(table, columns, setup.model(), this::log);
    Prepared prepared = new Prepared(setup, kept, step(setup, kept), false);
    JobPlan plan = input.needsImages() ? ofDownload(table, prepared) : ofTiles(table, prepared);
    return plan.rows(input.sources().input(), table::rows);
  }

  private ClassificationStep step(Setup setup, KeptColumns kept) {
    return engine.step(
        setup.store(), setup.model(), kept.fields(), setup.postprocessor(), this::log);
  }

  /** Downloads the images of the sources that are not in their folder, then classifies. */
  private JobPlan ofDownload(SourceTable table, Prepared prepared) {
    SourceImageDownload download = new SourceImageDownload(this, archive, fetching, images());
    FetchPlan plan = download.plan(input.sources(), table, prepared.setup().model().description());
    Runnable work =
        () -> {
          download.lines(plan).forEach(this::log);
          download.run(plan, input.tiles().failOnBadTiles);
          ofTiles(table, prepared).run();
        };
    return JobPlan.of(work)
        .step(() -> String.join("\n", download.lines(plan)))
        .step(() -> download.limit(plan))
        .predictions(planned(prepared.step().settings()), plan.tiles()::sources);
  }

  private JobPlan ofTiles(SourceTable table, Prepared prepared) {
    String folder = images().path();
    TileOptions tiles = input.tiles();
    TrainedModel trained = prepared.setup().model();
    TileIndex index = index(tiles, folder);
    trained.description().use().requireSurvey(index.survey(), folder);
    ImageOrigin origin = ImageOrigin.of(index.isSimulated(), trained.description());
    origin.remark().ifPresent(this::log);
    SourcesByTile groups =
        input.groups(table, prepared.kept(), index, PhotometryColumn.of(trained));
    Set<String> mayDiffer = input.mayDiffer(fetching, archive, reporting);
    ClassificationStep step = prepared.step();
    ChunkPlan plan = step.plan(groups, index, layout.chunkSources, tiles::refuseBad);
    return JobPlan.of(
            () ->
                finish(prepared, step.classify(groups, plan, mayDiffer, tiles::refuseBad), origin))
        .step("%s in %,d chunks", index.line(), plan.chunks().size())
        .resuming(
            () ->
                PlannedClassification.resumed(
                    prepared.setup().store().resuming(plan, mayDiffer), plan))
        .predictions(planned(step.settings()), plan::sources);
  }

  private JobPlan ofCutouts(Setup setup) {
    Dataset<Row> cutouts = input.readCutouts(spark(), setup.model());
    ImageOrigin origin =
        ImageOrigin.of(CutoutTable.isSimulated(cutouts.schema()), setup.model().description());
    origin.remark().ifPresent(this::log);
    KeptColumns kept = input.kept(cutouts, columns, setup.model(), this::log);
    boolean isLabelled = Columns.namesOf(cutouts).contains(CutoutTable.LABEL);
    Prepared prepared = new Prepared(setup, kept, step(setup, kept), isLabelled);
    return JobPlan.of(
            () -> finish(prepared, prepared.step().classify(kept.rows(), cutouts.count()), origin))
        .rows(input.cutoutTable(), () -> cutouts)
        .predictions(planned(prepared.step().settings()), cutouts::count);
  }

  private void finish(Prepared prepared, ClassificationStep.Stored stored, ImageOrigin origin) {
    ClassFractionsNotice notice = prepared.setup().notice();
    PredictionCounts counts = prepared.step().finish(stored, layout.rowsPerFile, notice, origin);
    counts.lines().forEach(line -> print("%s", line));
    notice.lines(counts.fractions(), prepared.isLabelled()).forEach(this::log);
    counts.flags().warnings(notice.trainedW1()).forEach(this::log);
    prepared.setup().report().ifPresent(page -> page.write(counts.statuses().total()));
  }
}
