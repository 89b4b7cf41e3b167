package allsky.spark.classify;

import allsky.Json;
import allsky.UserError;
import allsky.spark.catalog.hats.HatsCatalog;
import allsky.spark.classify.ChunkPlan.Chunk;
import allsky.spark.fault.MachineFault;
import allsky.spark.output.OutputFolder;
import allsky.spark.output.RunIdentity;
import allsky.spark.table.ParquetFiles;
import allsky.spark.table.TableFolder;
import allsky.spark.table.TableLayout;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The output of a classification: chunks, committed one by one, and the table that they become. The
 * plan is kept in {@value #PLAN}. Each chunk is a folder with {@value #RECORD} and with {@code
 * _SUCCESS}, written last. In the layout {@link TableLayout#PLAIN} the chunks are the table; in
 * {@link TableLayout#HATS} they are staged in {@value #STAGING} and sorted into a HATS catalog. A
 * run that was killed while it sorted sorts again: its chunks are removed only once the catalog is
 * complete.
 */
public final class ChunkStore {

  static final String PLAN = "_waves.json";
  private static final String RECORD = "_wave.json";
  static final String STAGING = "_waves";
  private static final Chunk ALL_ROWS = new Chunk(0, List.of(), true, 0);

  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  private final SparkSession spark;
  private final OutputFolder output;
  private final RunIdentity run;
  private final HatsCatalog catalog;
  private final boolean isHats;
  private final OutputFolder chunks;

  /** The store of a run in its output folder; nothing is written yet. */
  public ChunkStore(SparkSession spark, OutputFolder output, RunIdentity run, TableLayout layout) {
    this.spark = spark;
    this.output = output;
    this.run = run;
    this.catalog = HatsCatalog.in(output, run);
    this.isHats = layout == TableLayout.HATS;
    this.chunks = isHats ? output.inside(STAGING) : output;
  }

  /** The folder of the output. */
  OutputFolder output() {
    return output;
  }

  /** The session that reads and writes the rows. */
  public SparkSession spark() {
    return spark;
  }

  /** Makes the folder ready for a new output, see {@link OutputFolder#startAfresh}. */
  public void startAfresh() {
    output.startAfresh(run, run.overwrites());
  }

  /**
   * Resumes an unfinished output of the same plan and run, or starts afresh.
   *
   * @param mayDiffer the options that may differ, see {@link RunIdentity#differencesFrom}
   * @return true if the output is resumed
   * @throws UserError if an unfinished output has another plan or other options and is not to be
   *     replaced, or names the chunk whose files are missing or damaged
   */
  public boolean resume(ChunkPlan plan, Set<String> mayDiffer) {
    if (mayResume(plan, mayDiffer)) {
      if (!isGathered()) {
        committed(plan).forEach(this::check);
      }
      return true;
    }
    startAfresh();
    output.write(PLAN, GSON.toJson(plan.identity()));
    return false;
  }

  /**
   * How many chunks of this output are left; empty if a run starts afresh.
   *
   * @throws UserError as {@link #resume}, but nothing is changed and no chunk is checked
   */
  public OptionalInt resuming(ChunkPlan plan, Set<String> mayDiffer) {
    return mayResume(plan, mayDiffer) ? OptionalInt.of(left(plan).size()) : OptionalInt.empty();
  }

  private boolean mayResume(ChunkPlan plan, Set<String> mayDiffer) {
    if (output.isComplete()) {
      return false;
    }
    Optional<String> kept = output.read(PLAN);
    Optional<RunIdentity> begun = kept.isPresent() ? output.identity() : Optional.empty();
    if (begun.isEmpty()) {
      if (!run.overwrites() && (isGathered() || !committed(plan).isEmpty())) {
        throw damaged(kept.isPresent() ? "_run.json" : PLAN);
      }
      return false;
    }
    if (run.overwrites()) {
      // It replaces the output of another run, but resumes its own.
      boolean same =
          run.differencesFrom(begun.get(), mayDiffer).isEmpty() && begun.get().overwrites();
      return same && plan.identity().changeSince(identityIn(kept.get())).isEmpty();
    }
    output.requireBegunBy(run, mayDiffer);
    plan.identity()
        .changeSince(identityIn(kept.get()))
        .ifPresent(
            change -> {
              throw new UserError(
                  "Cannot resume --output "
                      + output.given()
                      + ": "
                      + change
                      + " changed since the run began; add --overwrite to start again.");
            });
    return true;
  }

  private ChunkPlan.Identity identityIn(String kept) {
    try {
      return Optional.ofNullable(GSON.fromJson(Json.shallow(kept), ChunkPlan.Identity.class))
          .filter(ChunkPlan.Identity::isKnown)
          .orElseThrow(() -> damaged(PLAN));
    } catch (JsonParseException e) {
      throw damaged(PLAN);
    }
  }

  private UserError damaged(String file) {
    return new UserError(
        "Cannot resume --output "
            + output.given()
            + ": its "
            + file
            + " is missing or damaged; copy that file back, or delete the folder to start again.");
  }

  /** The chunks of a plan that are not committed yet, in the order of the plan. */
  public List<Chunk> left(ChunkPlan plan) {
    return isGathered()
        ? List.of()
        : plan.chunks().stream().filter(chunk -> !isCommitted(chunk)).toList();
  }

  private List<Chunk> committed(ChunkPlan plan) {
    return plan.chunks().stream().filter(this::isCommitted).toList();
  }

  private boolean isCommitted(Chunk chunk) {
    return chunks.isComplete(chunk.folder());
  }

  /** Writes the rows of a chunk, instead of those that an interrupted run left. */
  void write(Chunk chunk, Dataset<Row> rows) {
    TableFolder.writePart(rows, chunks, chunk.folder(), run);
  }

  /** Writes all rows of a run without chunks. */
  void write(Dataset<Row> rows) {
    if (isHats) {
      write(ALL_ROWS, rows);
    } else {
      TableFolder.write(rows, output, run);
    }
  }

  /**
   * Commits a chunk whose rows were written.
   *
   * @throws IllegalStateException if the chunk has not one row for each source; the chunk is then
   *     not committed
   */
  void commit(Chunk chunk, ChunkRecord record) {
    long rows = rowsOf(chunk);
    if (rows != chunk.sources()) {
      throw new IllegalStateException(
          "%s has %d rows for %d sources: its input has changed"
              .formatted(chunk.folder(), rows, chunk.sources()));
    }
    chunks.write(chunk.folder() + "/" + RECORD, record.toJson());
    chunks.finish(chunk.folder());
  }

  private void check(Chunk chunk) {
    recordOf(chunk);
    if (rowsOf(chunk) != chunk.sources()) {
      throw damaged(chunk, chunk.folder());
    }
  }

  /**
   * The record of all chunks that are committed.
   *
   * @throws UserError that names a damaged record
   */
  public ChunkRecord record(ChunkPlan plan) {
    return ChunkRecord.sum(
        committed(plan).stream().flatMap(chunk -> recordOf(chunk).stream()).toList());
  }

  private Optional<ChunkRecord> recordOf(Chunk chunk) {
    String name = chunk.folder() + "/" + RECORD;
    return chunks
        .read(name)
        .map(text -> ChunkRecord.parse(text).orElseThrow(() -> damaged(chunk, name)));
  }

  private UserError damaged(Chunk chunk, String name) {
    return new UserError(
        ("Cannot resume from %s/%s: it is damaged, or files are missing; delete the folder %s/%s"
                + " and run the same command again to classify this chunk again")
            .formatted(chunks.given(), name, chunks.given(), chunk.folder()));
  }

  /** Reads the footers of the files of a chunk; -1 if a file is damaged or there is none. */
  private long rowsOf(Chunk chunk) {
    if (chunk.sources() == 0) {
      return 0;
    }
    try {
      return ParquetFiles.read(spark.read(), chunks.path() + "/" + chunk.folder()).count();
    } catch (Exception e) {
      // Spark throws the checked exceptions of Scala without declaring them.
      if (MachineFault.isDamage(e)) {
        return -1;
      }
      throw e;
    }
  }

  /** True if the chunks have become the table already. */
  public boolean isGathered() {
    return isHats && catalog.isComplete();
  }

  /**
   * Makes the table of the layout from the chunks.
   *
   * @param maxRows rows of a HATS file, see {@link HatsCatalog#write}
   * @return a line that describes the catalog, if one was written
   */
  public Optional<String> gather(long maxRows) {
    if (!isHats || isGathered()) {
      return Optional.empty();
    }
    Dataset<Row> rows =
        ParquetFiles.read(spark.read().option("recursiveFileLookup", "true"), chunks.path());
    return Optional.of(catalog.write(rows, maxRows));
  }

  /** All rows of the table, once it is gathered. */
  public Dataset<Row> rows() {
    if (!isHats) {
      return ParquetFiles.read(spark.read(), output.path());
    }
    try {
      return HatsCatalog.rows(spark, new Path(output.path()));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + output.path(), e);
    }
  }

  /**
   * Removes the staged chunks and marks the output as complete.
   *
   * @param summary the text of {@link OutputFolder#SUMMARY}. A summary that is there is kept if the
   *     table was gathered: the run that wrote it had the records of all chunks.
   */
  public void finish(String summary) {
    if (!isGathered() || output.read(OutputFolder.SUMMARY).isEmpty()) {
      output.write(OutputFolder.SUMMARY, summary);
    }
    if (isHats) {
      output.delete(STAGING);
    }
    output.finish();
    catalog.removeWork();
  }
}
