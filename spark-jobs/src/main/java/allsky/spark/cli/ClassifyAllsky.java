package allsky.spark.cli;

import static allsky.spark.cli.options.OptionCheck.check;

import allsky.cutout.CutoutShape;
import allsky.network.model.TrainedModel;
import allsky.spark.classify.ChunkPlan;
import allsky.spark.classify.ChunkRecord;
import allsky.spark.classify.ChunkStore;
import allsky.spark.classify.ClassificationSettings;
import allsky.spark.classify.ClassificationStep;
import allsky.spark.classify.DeviceUse;
import allsky.spark.classify.Postprocessor;
import allsky.spark.cli.options.ClassFractionsNotice;
import allsky.spark.cli.options.ClassificationInput;
import allsky.spark.cli.options.ColumnOptions;
import allsky.spark.cli.options.EngineOptions;
import allsky.spark.cli.options.LayoutOptions;
import allsky.spark.cli.options.ModelOptions;
import allsky.spark.cli.options.OutputOptions;
import allsky.spark.cli.options.PostprocessingOptions;
import allsky.spark.cli.options.SourceOptions;
import allsky.spark.cli.options.TileOptions;
import allsky.spark.columns.Columns;
import allsky.spark.output.OutputFolder;
import allsky.spark.table.SourceTable;
import allsky.spark.table.cutout.CutoutTable;
import allsky.spark.table.prediction.KeptColumns;
import allsky.spark.tiles.SourcesByTile;
import allsky.spark.tiles.TileIndex;
import allsky.spark.tiles.TileProgress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code classify-allsky}: a class, probabilities and an outlier flag for every source. */
@Command(
    name = "classify-allsky",
    header = "Classify the sources of a catalog with a trained IICnet.",
    description = {
      "%nReads each tile once, makes cutouts of its sources and classifies them. Writes one row for"
          + " each source: class probabilities, or a status that says why there are none. Does not"
          + " write pixels. If a run is interrupted, run the same command again: it skips finished"
          + " chunks and continues. Only --device and --batch-size may change."
    })
final class ClassifyAllsky extends Job {

  @ArgGroup(exclusive = true, multiplicity = "1")
  private ClassificationInput input;

  @Mixin private ModelOptions model;

  @Mixin private EngineOptions engine;

  @Mixin private PostprocessingOptions judging;

  @Option(
      names = "--chunk-sources",
      paramLabel = "N",
      description =
          "Number of sources in a chunk. If a run is interrupted, the next run skips "
              + "finished chunks.")
  private long chunkSources = 20_000_000;

  /** The older name of {@code --chunk-sources}. */
  @Option(names = "--wave-sources", hidden = true, paramLabel = "N", description = "Old name.")
  void olderName(long value) {
    chunkSources = value;
  }

  @Mixin private ColumnOptions columns;

  @Mixin private LayoutOptions layout;

  @Mixin private OutputOptions output;

  @Override
  protected void work() {
    engine.checkBatchSize();
    layout.checkRowsPerFile();
    check(chunkSources >= 1, "Invalid --chunk-sources (1 or more): %d", chunkSources);
    judging.check();
    OutputFolder folder = output(output, input.tables(this::apart, output, model.input()));
    TrainedModel trained = model.read(this::log);
    Postprocessor judge = judging.judge(trained, model.path(), this::log);
    ChunkStore store = new ChunkStore(spark(), folder, identity(), layout.layout);
    if (input.cutouts == null) {
      classifySources(trained, judge, store);
    } else {
      classifyCutouts(trained, judge, store);
    }
  }

  private void classifySources(TrainedModel trained, Postprocessor judge, ChunkStore store) {
    SourceOptions sources = input.sources();
    TileOptions tiles = input.tiles();
    SourceTable table = sources.read(spark());
    table.notes().forEach(note -> say("%s: %s", sources.input(), note));
    KeptColumns kept = input.kept(table, columns);
    kept.notes().forEach(note -> say("%s: %s", sources.input(), note));
    ClassificationStep step = step(trained, kept.fields(), judge, store);
    TileIndex index = timed(TileOptions.LISTING, () -> tiles.index(spark()));
    trained.description().requireSurvey(index.survey(), tiles.path);
    step.watch().note(index.problems());
    SourcesByTile groups =
        SourcesByTile.of(kept.rows(), sources.coaddId(table), index, kept.fields());
    ChunkPlan plan =
        timed(TileOptions.COUNTING, () -> ChunkPlan.of(groups, index, trained, chunkSources));
    tiles.refuseBad(groups.unusable(trained.description().input().shape().bands()));
    say("%,d sources, %s, %,d chunks", plan.sources(), index.line(), plan.chunks().size());
    index.remark().ifPresent(this::log);
    ChunkRecord done = step.classify(groups, plan, free(), tiles::refuseBad);
    finish(store, plan.sources(), done, trained, false);
  }

  /** The options that may differ from those of the run that is resumed. */
  private Set<String> free() {
    Set<String> free = new HashSet<>(Set.of("overwrite", "batch-size", "device"));
    if (!input.tiles().failOnBadTiles) {
      free.add("fail-on-bad-tiles");
    }
    return free;
  }

  private void classifyCutouts(TrainedModel trained, Postprocessor judge, ChunkStore store) {
    Dataset<Row> cutouts = input.readCutouts(spark());
    CutoutShape shape = CutoutTable.shapeOf(cutouts.schema(), input.cutouts);
    trained.description().requireCutouts(shape, input.cutouts);
    KeptColumns kept = input.kept(cutouts, columns);
    kept.notes().forEach(note -> say("%s: %s", input.cutoutTable(), note));
    long total = cutouts.count();
    ChunkRecord done = step(trained, kept.fields(), judge, store).classify(kept.rows(), total);
    boolean labelled = Columns.namesOf(cutouts).contains(CutoutTable.LABEL);
    finish(store, total, done, trained, labelled);
  }

  private ClassificationStep step(
      TrainedModel trained, List<StructField> carried, Postprocessor judge, ChunkStore store) {
    ClassificationSettings how = engine.how(spark(), trained, carried, judge);
    if (how.engine().isMockGpu()) {
      say("no GPU is used: --device mock-gpu runs the network on the CPU");
    }
    return new ClassificationStep(store, how, carried, TileProgress.of(spark()), this::log);
  }

  private void log(String line) {
    say("%s", line);
  }

  private void finish(
      ChunkStore store, long total, ChunkRecord done, TrainedModel trained, boolean labelled) {
    done.problems().forEach(this::log);
    timed("gathering the rows", () -> store.gather(layout.rowsPerFile)).ifPresent(this::log);
    PredictionCounts counts =
        timed("counting the classes", () -> PredictionCounts.of(store.rows()));
    counts.statuses().requireTotal(total);
    say("classified %s", DeviceUse.line(done.devices()));
    ClassFractionsNotice mix = judging.mix(trained.description());
    store.finish(counts.toJson(done, mix));
    counts.lines().forEach(line -> print("%s", line));
    mix.lines(counts.mix(), labelled).forEach(this::log);
  }
}
