package allsky.spark.cli;

import allsky.cutout.CutoutShape;
import allsky.network.model.TrainedModel;
import allsky.spark.classify.ChunkPlan;
import allsky.spark.classify.ChunkRecord;
import allsky.spark.classify.ChunkStore;
import allsky.spark.classify.ClassFractionsNotice;
import allsky.spark.classify.ClassificationSettings;
import allsky.spark.classify.ClassificationStep;
import allsky.spark.classify.Postprocessor;
import allsky.spark.classify.PredictionCounts;
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
import allsky.spark.columns.TableInput;
import allsky.spark.output.OutputFolder;
import allsky.spark.table.SourceTable;
import allsky.spark.table.cutout.ColourColumn;
import allsky.spark.table.cutout.CutoutTable;
import allsky.spark.table.prediction.KeptColumns;
import allsky.spark.tiles.SourcesByTile;
import allsky.spark.tiles.TileIndex;
import allsky.spark.tiles.TileProgress;
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
      "%nReads each tile once, makes cutouts of its sources and classifies them. Writes one row for"
          + " each source: class probabilities, or a status that says why there are none. Writes no"
          + " pixels. If a run is interrupted, run the same command again: it skips finished"
          + " chunks and continues. Only --device and --batch-size may change."
    })
final class ClassifyAllsky extends Job {

  @ArgGroup(exclusive = true, multiplicity = "1")
  private ClassificationInput input;

  @Mixin private ModelOptions model;

  @Mixin private EngineOptions engine;

  @Mixin private PostprocessingOptions postprocessing;

  @Mixin private ColumnOptions columns;

  @Mixin private LayoutOptions layout;

  @Mixin private OutputOptions output;

  @Override
  protected void work() {
    engine.checkBatchSize();
    layout.check();
    postprocessing.check();
    OutputFolder folder =
        folders().output(output, input.tables(folders()::place, output, model.input()));
    TrainedModel trained = model.read(this::log);
    Postprocessor postprocessor = postprocessing.postprocessor(trained, model.path(), this::log);
    ChunkStore store = new ChunkStore(spark(), folder, identity(), layout.layout);
    if (input.cutouts == null) {
      classifySources(trained, postprocessor, store);
    } else {
      classifyCutouts(trained, postprocessor, store);
    }
  }

  private void classifySources(
      TrainedModel trained, Postprocessor postprocessor, ChunkStore store) {
    SourceOptions sources = input.sources();
    TileOptions tiles = input.tiles();
    SourceTable table = sources.read(spark(), this::log);
    KeptColumns kept = noted(input.kept(table, columns), sources.input());
    ColourColumn colours = colours(trained);
    Dataset<Row> rows = colours.addedTo(kept.rows(), sources.input());
    ClassificationStep step = step(trained, kept, postprocessor, store);
    TileIndex index = timed(TileOptions.LISTING, () -> tiles.index(spark()));
    trained.description().requireSurvey(index.survey(), tiles.path);
    step.watch().note(index.problems());
    SourcesByTile groups =
        SourcesByTile.of(rows, sources.coaddId(table), index, colours.with(kept.fields()));
    ChunkPlan plan =
        timed(
            TileOptions.COUNTING, () -> ChunkPlan.of(groups, index, trained, layout.chunkSources));
    tiles.refuseBad(groups.unusable(trained.description().input().shape().bands()));
    say("%,d sources, %s, %,d chunks", plan.sources(), index.line(), plan.chunks().size());
    index.remark().ifPresent(this::log);
    ChunkRecord done = step.classify(groups, plan, input.mayDiffer(), tiles::refuseBad);
    finish(step, done, plan.sources(), trained, false);
  }

  private void classifyCutouts(
      TrainedModel trained, Postprocessor postprocessor, ChunkStore store) {
    Dataset<Row> cutouts = input.readCutouts(spark());
    CutoutShape shape = CutoutTable.shapeOf(cutouts.schema(), input.cutouts);
    trained.description().requireCutouts(shape, input.cutouts);
    KeptColumns kept = noted(input.kept(cutouts, columns), input.cutoutTable());
    Dataset<Row> rows = colours(trained).addedTo(kept.rows(), input.cutoutTable());
    ClassificationStep step = step(trained, kept, postprocessor, store);
    long total = cutouts.count();
    ChunkRecord done = step.classify(rows, total);
    finish(step, done, total, trained, Columns.namesOf(cutouts).contains(CutoutTable.LABEL));
  }

  private static ColourColumn colours(TrainedModel trained) {
    return new ColourColumn(trained.description().shape().inputs());
  }

  private KeptColumns noted(KeptColumns kept, TableInput from) {
    kept.notes().forEach(note -> say("%s: %s", from, note));
    return kept;
  }

  private ClassificationStep step(
      TrainedModel trained, KeptColumns kept, Postprocessor postprocessor, ChunkStore store) {
    ClassificationSettings how = engine.how(spark(), trained, kept.fields(), postprocessor);
    if (how.engine().isMockGpu()) {
      say("no GPU is used: --device mock-gpu runs the network on the CPU");
    }
    return new ClassificationStep(store, how, kept.fields(), TileProgress.of(spark()), this::log);
  }

  private void finish(
      ClassificationStep step,
      ChunkRecord done,
      long total,
      TrainedModel trained,
      boolean labelled) {
    ClassFractionsNotice fractions = postprocessing.fractions(trained.description());
    PredictionCounts counts = step.finish(done, total, layout.rowsPerFile, fractions);
    counts.lines().forEach(line -> print("%s", line));
    fractions.lines(counts.fractions(), labelled).forEach(this::log);
  }
}
