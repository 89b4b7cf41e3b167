package allsky.spark.classify;

import allsky.network.model.TrainedModel;
import allsky.spark.classify.ChunkPlan.Chunk;
import allsky.spark.output.OutputFolder;
import allsky.spark.runtime.Progress;
import allsky.spark.tiles.SourcesByTile;
import allsky.spark.tiles.TileIndex;
import allsky.spark.tiles.TileParts;
import allsky.spark.tiles.TileProgress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Classifies sources into a store: chunk by chunk, so that an interrupted run can be resumed, or a
 * table of cutouts at once.
 *
 * @param settings the settings for this run
 * @param watch counts the sources that are done
 * @param log takes a line for the user
 */
public record ClassificationStep(
    ChunkStore store, ClassificationSettings settings, TileProgress watch, Consumer<String> log) {

  private static final String JOB = "classify-allsky";

  private static final String PARTITIONING = "partitioning the sources by chunk";

  /** The folder of the sources by chunk. */
  private static final String PARTS = "_plan";

  private static final String PARTS_TILES = PARTS + "/_tile_names.txt";

  /**
   * What is in the store.
   *
   * @param record of all rows
   * @param sources number of sources, each of which has a row
   */
  public record Stored(ChunkRecord record, long sources) {}

  /**
   * Plans the chunks of sources; nothing is written.
   *
   * @param index the tiles of the sources
   * @param chunkSources see {@link ChunkPlan#of}
   * @param refuse takes the problems of tiles; may end the run
   */
  public ChunkPlan plan(
      SourcesByTile groups, TileIndex index, long chunkSources, Consumer<List<String>> refuse) {
    watch.note(index.problems());
    TrainedModel model = settings.model();
    ChunkPlan plan =
        timed(SourcesByTile.COUNTING, () -> ChunkPlan.of(groups, index, model, chunkSources))
            .withPriors(settings.postprocessor().value().priors().digest().orElse(null));
    refuse.accept(groups.unusable(model.description().input().shape().bands()));
    int chunks = plan.chunks().size();
    log("%,d sources, %s, %,d chunks", plan.sources(), index.line(), chunks);
    index.remark().ifPresent(log);
    return plan;
  }

  /**
   * Classifies the chunks that the store does not have yet.
   *
   * @param plan chunks of these sources
   * @param mayDiffer the options that may differ from those of the run that is resumed
   * @param refuse takes the problems of tiles before a chunk is committed; may end the run
   * @throws allsky.UserError if the store has an unfinished output that cannot be resumed
   */
  public Stored classify(
      SourcesByTile groups, ChunkPlan plan, Set<String> mayDiffer, Consumer<List<String>> refuse) {
    boolean resumed = store.resume(plan, mayDiffer);
    List<Chunk> left = store.left(plan);
    if (resumed) {
      int all = plan.chunks().size();
      log("resuming: %,d of %,d chunks are left", left.size(), all);
    }
    boolean single = plan.chunks().size() == 1;
    Function<Chunk, SourcesByTile> sourcesOf =
        single || left.isEmpty()
            ? chunk -> groups
            : timed(PARTITIONING, () -> partitioned(groups, plan));
    try (Progress progress = progress(ChunkPlan.sourcesOf(left))) {
      for (Chunk chunk : left) {
        store.spark().sparkContext().setJobDescription("classifying " + chunk.folder());
        store.write(chunk, classified(chunk, sourcesOf.apply(chunk)));
        refuse.accept(watch.badTiles());
        store.commit(chunk, new ChunkRecord(watch.problems(), settings.devices().taken()));
      }
    }
    store.output().delete(PARTS);
    return new Stored(store.record(plan), plan.sources());
  }

  /**
   * Classifies a table of cutouts.
   *
   * @param total the rows of the table
   */
  public Stored classify(Dataset<Row> cutouts, long total) {
    store.startAfresh();
    try (Progress progress = progress(total)) {
      store.write(TileClassification.ofCutouts(cutouts, settings, watch));
    }
    return new Stored(new ChunkRecord(List.of(), settings.devices().taken()), total);
  }

  /**
   * Makes the table from the rows in the store, counts them and marks the output as complete.
   *
   * @param rowsPerFile maximum number of rows of a HATS file
   * @param fractions the class fractions that the probabilities assume, for the summary
   * @param images the origin of the images, for the summary
   */
  public PredictionCounts finish(
      Stored stored, long rowsPerFile, ClassFractionsNotice fractions, ImageOrigin images) {
    ChunkRecord done = stored.record();
    done.problems().forEach(log);
    watch.slowness().ifPresent(log);
    timed("gathering the rows", () -> store.gather(rowsPerFile)).ifPresent(log);
    PredictionCounts counts =
        timed("counting the classes", () -> PredictionCounts.of(store.rows()));
    counts.statuses().requireTotal(stored.sources());
    log.accept("classified " + DeviceUse.line(done.devices()));
    store.finish(counts.toJson(done, fractions, images));
    return counts;
  }

  /**
   * The sources of each chunk, from a folder of the output that is written once for all runs.
   * Without that folder each chunk would scan the complete catalog. The sources are kept with the
   * indices of their tiles, which are valid only for the very same tiles.
   */
  private Function<Chunk, SourcesByTile> partitioned(SourcesByTile groups, ChunkPlan plan) {
    OutputFolder output = store.output();
    String folder = output.path() + "/" + PARTS;
    String tiles = groups.tileNames();
    if (!output.isComplete(PARTS) || !output.read(PARTS_TILES).equals(Optional.of(tiles))) {
      TileParts.write(groups, plan.chunks().stream().map(Chunk::tiles).toList(), folder);
      output.write(PARTS_TILES, tiles);
    }
    return chunk -> TileParts.read(groups, folder, chunk.number());
  }

  private Dataset<Row> classified(Chunk chunk, SourcesByTile sources) {
    Dataset<Row> rows = TileClassification.ofTiles(sources, chunk.tiles(), settings, watch);
    return chunk.withoutTile()
        ? rows.union(TileClassification.withoutTile(sources, settings, watch))
        : rows;
  }

  private Progress progress(long sources) {
    return Progress.start(JOB, "sources", sources, watch::sourcesDone);
  }

  private void log(String format, Object... values) {
    log.accept(String.format(Locale.ROOT, format, values));
  }

  private <T> T timed(String doing, Supplier<T> work) {
    return Progress.timed(JOB, doing, store.spark().sparkContext(), work);
  }
}
