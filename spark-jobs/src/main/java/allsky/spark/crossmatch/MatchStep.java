package allsky.spark.crossmatch;

import allsky.Causes;
import allsky.spark.crossmatch.control.SeparationBins;
import allsky.spark.crossmatch.output.ClassLimits;
import allsky.spark.crossmatch.output.MatchOutput;
import allsky.spark.crossmatch.output.MatchOutputSpec;
import allsky.spark.crossmatch.pairs.PairDiagnostics;
import allsky.spark.crossmatch.request.BySide;
import allsky.spark.crossmatch.request.JoinKind;
import allsky.spark.crossmatch.request.MatchInput;
import allsky.spark.crossmatch.request.MatchMode;
import allsky.spark.crossmatch.request.MatchRequest;
import allsky.spark.crossmatch.request.Side;
import allsky.spark.crossmatch.summary.MatchCounts;
import allsky.spark.crossmatch.summary.MatchResult;
import allsky.spark.table.RejectedTable;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** A cross-match from the request to the output folder. */
public final class MatchStep implements AutoCloseable {

  private final MatchRequest request;
  private final MatchOutputSpec spec;
  private final CatalogMatcher matcher;

  /** Indexes the smaller side; close it when the output is written. */
  public MatchStep(MatchRequest request, MatchOutputSpec spec) {
    this.request = request;
    this.spec = spec;
    this.matcher = new CatalogMatcher(request);
  }

  /**
   * A warning about the many pairs of a crowd, before the pairs are made; empty without a crowd.
   */
  public Optional<String> warning() {
    return matcher
        .crowd()
        .filter(crowd -> request.rule().mode() == MatchMode.ALL)
        .map(
            crowd ->
                String.format(
                    Locale.ROOT,
                    "%s: with --match all, each row of the other catalog at this position makes"
                        + " %,d pairs; with --match best, only one",
                    crowd,
                    crowd.rows()));
  }

  /** The number of rows of the larger catalog that were scanned so far. */
  public long rowsScanned() {
    return matcher.rowsScanned();
  }

  /** Matches the catalogs, and writes the table, the rejected rows, the summary and its plot. */
  public MatchResult run(MatchOutput output) {
    Dataset<Row> rows = spec.columns().apply(matcher.matches());
    MatchResult result =
        request.join() == JoinKind.ANTI ? writeUnmatched(output, rows) : write(output, rows);
    output.finish(result);
    return result;
  }

  @Override
  public void close() {
    matcher.close();
  }

  private MatchResult writeUnmatched(MatchOutput output, Dataset<Row> rows) {
    long written = output.write(rows).count();
    PairDiagnostics diagnostics = matcher.diagnostics();
    return MatchResult.ofUnmatched(
        diagnostics,
        epochYear(),
        writeRejected(output, diagnostics),
        new BySide<>(written, unmatchedPartners(diagnostics)));
  }

  private MatchResult write(MatchOutput output, Dataset<Row> rows) {
    ClassLimits limits = spec.limits();
    if (limits.max().isEmpty()) {
      Dataset<Row> written = output.write(rows);
      return counted(output, written, written);
    }
    // Used twice: to draw the matches of each class, and to count all matches.
    Dataset<Row> found = rows.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      String key = request.input(Side.LEFT).table().keyColumn();
      return counted(output, found, output.write(limits.of(found, key)));
    } finally {
      found.unpersist();
    }
  }

  /**
   * @param found all matches, including those that a class limit removes
   */
  private MatchResult counted(MatchOutput output, Dataset<Row> found, Dataset<Row> written) {
    PairDiagnostics diagnostics = matcher.diagnostics();
    CompletableFuture<BySide<SortedMap<String, Long>>> rejected =
        CompletableFuture.supplyAsync(
            () -> writeRejected(output, diagnostics), MatchStep::startThread);
    SeparationBins bins = SeparationBins.within(request.rule().radiusArcsec());
    MatchCounts counts = new MatchCounts(written, bins);
    MatchCounts all = found == written ? counts : new MatchCounts(found, bins);
    boolean allPairs = request.rule().mode() == MatchMode.ALL;
    long matched = allPairs ? all.sourcesOfAllPairs() : all.matches();
    long sources = diagnostics.inputs().left().counts().rows();
    return new MatchResult(
        diagnostics,
        epochYear(),
        joined(rejected),
        new BySide<>(sources - matched, unmatchedPartners(diagnostics)),
        Optional.of(counts),
        all.matches() - counts.matches());
  }

  private long unmatchedPartners(PairDiagnostics diagnostics) {
    return diagnostics.inputs().right().counts().rows() - matcher.partners();
  }

  private Optional<Double> epochYear() {
    return request
        .input(Side.LEFT)
        .position()
        .epochYear()
        .or(request.input(Side.RIGHT).position()::epochYear);
  }

  private BySide<SortedMap<String, Long>> writeRejected(
      MatchOutput output, PairDiagnostics diagnostics) {
    return isSound(Side.LEFT, diagnostics) && isSound(Side.RIGHT, diagnostics)
        ? new BySide<>(new TreeMap<>(), new TreeMap<>())
        : output.writeRejected(
            rejected(Side.LEFT, diagnostics).union(rejected(Side.RIGHT, diagnostics)));
  }

  private boolean isSound(Side side, PairDiagnostics diagnostics) {
    return diagnostics.inputs().of(side).counts().faulty() == 0
        && request.input(side).malformed().isEmpty();
  }

  /** The rejected rows of an input, which is read again if they were not kept. */
  private Dataset<Row> rejected(Side side, PairDiagnostics diagnostics) {
    MatchInput input = request.input(side);
    Dataset<Row> rows =
        diagnostics
            .inputs()
            .of(side)
            .rejections()
            .map(
                known -> RejectedTable.of(side.input(), input.table().rows().sparkSession(), known))
            .orElseGet(() -> RejectedTable.of(side.input(), input.table(), input.fault()));
    return input
        .malformed()
        .map(lines -> rows.union(RejectedTable.ofLines(side.input(), lines)))
        .orElse(rows);
  }

  /**
   * Starts a new thread, which unlike the threads of a pool inherits the application's class
   * loader.
   */
  private static void startThread(Runnable work) {
    Thread thread = new Thread(work, "rejected rows");
    thread.setDaemon(true);
    thread.start();
  }

  private static <T> T joined(CompletableFuture<T> work) {
    try {
      return work.join();
    } catch (CompletionException e) {
      throw Causes.ofThread(e);
    }
  }
}
