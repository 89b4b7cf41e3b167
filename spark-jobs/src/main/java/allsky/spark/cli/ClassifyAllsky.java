package allsky.spark.cli;

import static allsky.spark.cli.options.OptionCheck.check;

import allsky.cutout.CutoutShape;
import allsky.network.model.TrainedModel;
import allsky.spark.catalog.CatalogReader;
import allsky.spark.classify.ClassificationSettings;
import allsky.spark.classify.CommittedWaves;
import allsky.spark.classify.DeviceUse;
import allsky.spark.classify.Postprocessor;
import allsky.spark.classify.PredictionFolder;
import allsky.spark.classify.TileClassification;
import allsky.spark.classify.WavePlan;
import allsky.spark.classify.WaveRecord;
import allsky.spark.classify.WaveSources;
import allsky.spark.classify.Waves;
import allsky.spark.cli.options.ClassFractionsNotice;
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
import allsky.spark.runtime.Progress;
import allsky.spark.table.CutoutTable;
import allsky.spark.table.KeptColumns;
import allsky.spark.table.PredictionTable;
import allsky.spark.table.SourceTable;
import allsky.spark.table.TableFolder;
import allsky.spark.tiles.SourcesByTile;
import allsky.spark.tiles.TileIndex;
import allsky.spark.tiles.TileProgress;
import allsky.survey.Band;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** The Vega magnitudes that predictions keep beside the class. */
  private static final List<String> MAGNITUDES =
      Arrays.stream(Band.values()).map(CutoutTable::magnitude).toList();

  private static final String SUMMARY = "_summary.json";

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Input input;

  @Mixin private ModelOptions model;

  @Mixin private EngineOptions engine;

  @Mixin private PostprocessingOptions judging;

  @Option(
      names = "--wave-sources",
      defaultValue = "20000000",
      paramLabel = "N",
      description =
          "Number of sources in a chunk. If a run is interrupted, the next run skips "
              + "finished chunks.")
  private long waveSources;

  @Mixin private ColumnOptions columns;

  @Mixin private LayoutOptions layout;

  @Mixin private OutputOptions output;

  /** Sources with tiles, or cutouts. */
  static final class Input {
    @ArgGroup(exclusive = false)
    private FromTiles fromTiles;

    @Option(
        names = "--cutouts",
        required = true,
        paramLabel = "PATH",
        description = "Classify a table of cutouts instead of sources on tiles.")
    private String cutouts;
  }

  /** Sources with the images that they are cut out of. */
  static final class FromTiles {
    @ArgGroup(exclusive = false, multiplicity = "1")
    private SourceOptions sources;

    @ArgGroup(exclusive = false, multiplicity = "1")
    private TileOptions tiles;
  }

  @Override
  protected void work() {
    checkOptions();
    OutputFolder folder = output(output, inputs());
    TrainedModel trained = model.read(remark -> say("%s", remark));
    Postprocessor judge = judging.judge(trained, model.path(), remark -> say("%s", remark));
    TileProgress watch = TileProgress.of(spark());
    if (input.cutouts == null) {
      classifySources(trained, judge, folder, watch);
    } else {
      classifyCutouts(trained, judge, folder, watch);
    }
  }

  private TableInput[] inputs() {
    TableInput trained = model.input();
    if (input.cutouts != null) {
      return new TableInput[] {trained, new TableInput("--cutouts", input.cutouts)};
    }
    TableInput catalog = input.fromTiles.sources.input();
    input.fromTiles.tiles.refuseIndexIn(this::apart, output, trained, catalog);
    return new TableInput[] {trained, catalog, input.fromTiles.tiles.input()};
  }

  private void checkOptions() {
    engine.checkBatchSize();
    layout.checkRowsPerFile();
    check(waveSources >= 1, "Invalid --wave-sources (1 or more): %d", waveSources);
    judging.check();
  }

  private void classifySources(
      TrainedModel trained, Postprocessor judge, OutputFolder folder, TileProgress watch) {
    SourceOptions sources = input.fromTiles.sources;
    SourceTable table = sources.read(spark());
    TableInput from = sources.input();
    table.notes().forEach(note -> say("%s: %s", from, note));
    TileOptions tiles = input.fromTiles.tiles;
    List<StructField> first = sources.carried(table, MAGNITUDES);
    PredictionTable.requireKey(first.get(0));
    KeptColumns kept = columns.of(table, first, PredictionTable.own());
    kept.notes().forEach(note -> say("%s: %s", from, note));
    List<StructField> carried = kept.fields();
    ClassificationSettings how = how(trained, carried, judge);
    TileIndex index = timed(TileOptions.LISTING, () -> tiles.index(spark()));
    trained.description().requireImagery(index.imagery(), tiles.path);
    watch.note(index.problems());
    SourcesByTile groups = SourcesByTile.of(kept.rows(), sources.coaddId(table), index, carried);
    Waves waves = Waves.plan(timed(TileOptions.COUNTING, groups::counts), waveSources);
    tiles.refuseBad(groups.unusable(trained.description().input().shape().bands()));
    say("%,d sources, %s, %,d waves", waves.sources(), index.line(), waves.waves().size());
    index.remark().ifPresent(remark -> say("%s", remark));
    PredictionFolder predictions = predictions(folder);
    CommittedWaves committed = new CommittedWaves(waves, predictions.waves());
    WavePlan plan = WavePlan.of(waves, index, trained);
    boolean gathered = predictions.isGathered();
    boolean goesOn = plan.begin(folder, gathered || committed.hasSome(), identity(), free());
    if (goesOn && !gathered) {
      committed.check(spark());
    }
    List<Waves.Wave> left = gathered ? List.of() : committed.left();
    if (goesOn) {
      say("going on: %,d of %,d waves are left", left.size(), waves.waves().size());
    }
    WaveSources parted =
        timed("parting the sources by wave", () -> WaveSources.of(groups, waves, left, folder));
    long sourcesLeft = left.stream().mapToLong(Waves.Wave::sources).sum();
    try (Progress progress = progress(sourcesLeft, watch)) {
      for (Waves.Wave wave : left) {
        spark().sparkContext().setJobDescription("classifying " + wave.folder());
        SourcesByTile its = parted.of(wave);
        Dataset<Row> rows = TileClassification.ofTiles(its, wave.tiles(), how, carried, watch);
        if (wave.withoutTile()) {
          rows = rows.union(TileClassification.withoutTile(its, how, carried, watch));
        }
        TableFolder.writePart(rows, predictions.waves(), wave.folder(), identity());
        tiles.refuseBad(watch.badTiles());
        WaveRecord record = new WaveRecord(watch.problems(), how.devices().taken());
        committed.commit(wave, record, spark());
      }
    }
    parted.forget();
    finish(folder, waves.sources(), committed.record(), judging.mix(trained.description()), false);
  }

  /** The options that may differ where a run goes on: other than asked for comes out of none. */
  private Set<String> free() {
    Set<String> free = new HashSet<>(Set.of("overwrite", "batch-size", "device"));
    if (!input.fromTiles.tiles.failOnBadTiles) {
      free.add("fail-on-bad-tiles");
    }
    return free;
  }

  private void classifyCutouts(
      TrainedModel trained, Postprocessor judge, OutputFolder folder, TileProgress watch) {
    Dataset<Row> cutouts = cutouts();
    CutoutShape shape = CutoutTable.shapeOf(cutouts.schema(), input.cutouts);
    trained.description().requireCutouts(shape, input.cutouts);
    KeptColumns kept = keptOf(cutouts);
    List<StructField> carried = kept.fields();
    ClassificationSettings how = how(trained, carried, judge);
    long total = cutouts.count();
    folder.startAfresh(identity(), output.overwrite);
    try (Progress progress = progress(total, watch)) {
      Dataset<Row> rows = TileClassification.ofCutouts(kept.rows(), how, carried, watch);
      predictions(folder).writeAll(rows);
    }
    boolean labelled = Columns.namesOf(cutouts).contains(CutoutTable.LABEL);
    WaveRecord done = new WaveRecord(List.of(), how.devices().taken());
    finish(folder, total, done, judging.mix(trained.description()), labelled);
  }

  /** What a table of cutouts has from its sources is offered: the columns before its own. */
  private KeptColumns keptOf(Dataset<Row> cutouts) {
    List<String> names = Arrays.asList(cutouts.columns());
    List<StructField> key = List.of(cutouts.schema().fields()[0]);
    PredictionTable.requireKey(key.get(0));
    List<String> offered = names.subList(0, names.indexOf(CutoutTable.RA));
    TableInput from = new TableInput("--cutouts", input.cutouts);
    KeptColumns kept = columns.of(cutouts, key, offered, PredictionTable.own());
    kept.notes().forEach(note -> say("%s: %s", from, note));
    return kept;
  }

  private Dataset<Row> cutouts() {
    return CatalogReader.read(spark(), new TableInput("--cutouts", input.cutouts)).rows();
  }

  private Progress progress(long total, TileProgress watch) {
    return Progress.start("classify-allsky", "sources", total, watch::sourcesDone);
  }

  private PredictionFolder predictions(OutputFolder folder) {
    return PredictionFolder.of(folder, identity(), layout.layout);
  }

  private ClassificationSettings how(
      TrainedModel trained, List<StructField> carried, Postprocessor judge) {
    ClassificationSettings how = engine.how(spark(), trained, carried, judge);
    if (how.engine().isPretended()) {
      say("no GPU is used, --device pretended computes on the CPU what Spark lends a GPU for");
    }
    return how;
  }

  private void finish(
      OutputFolder folder,
      long total,
      WaveRecord done,
      ClassFractionsNotice mix,
      boolean labelled) {
    done.problems().forEach(problem -> say("%s", problem));
    PredictionFolder predictions = predictions(folder);
    // An earlier run that ended between its last steps knew the problems of all waves.
    boolean told = predictions.isGathered() && folder.read(SUMMARY).isPresent();
    timed("gathering the rows", () -> predictions.gather(spark(), layout.rowsPerFile))
        .ifPresent(made -> say("%s", made));
    Dataset<Row> written = predictions.rows(spark());
    PredictionCounts counts = timed("counting the classes", () -> PredictionCounts.of(written));
    counts.statuses().requireTotal(total);
    say("classified %s", DeviceUse.line(done.devices()));
    if (!told) {
      Map<String, Object> more = new LinkedHashMap<>();
      more.put("devices", done.devices());
      more.put("class_mix", mix.toJson(counts.mix()));
      folder.write(SUMMARY, counts.statuses().toJson(done.problems(), more));
    }
    predictions.finish();
    counts.lines().forEach(line -> print("%s", line));
    mix.lines(counts.mix(), labelled).forEach(line -> say("%s", line));
  }
}
