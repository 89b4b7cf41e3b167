package allsky.spark.crossmatch;

import allsky.spark.crossmatch.control.SeparationBins;
import allsky.spark.crossmatch.groups.GroupReport;
import allsky.spark.crossmatch.output.ClassLimits;
import allsky.spark.crossmatch.output.MatchOutput;
import allsky.spark.crossmatch.output.MatchOutputSpec;
import allsky.spark.crossmatch.pairs.PairDiagnostics;
import allsky.spark.crossmatch.request.BySide;
import allsky.spark.crossmatch.request.JoinKind;
import allsky.spark.crossmatch.request.MatchInput;
import allsky.spark.crossmatch.request.MatchRequest;
import allsky.spark.crossmatch.request.Side;
import allsky.spark.crossmatch.summary.MatchCounts;
import allsky.spark.crossmatch.summary.MatchResult;
import allsky.spark.crossmatch.summary.MatchTally;
import allsky.spark.table.RejectedTable;
import allsky.spark.table.RejectedTable.Rejection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

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
    boolean takesLater = request.rule().selection().takesLaterRanks();
    return matcher
        .crowd()
        .filter(crowd -> request.makesAllPairs())
        .map(
            crowd ->
                String.format(
                    Locale.ROOT,
                    "%s: %seach row of the other catalog at this position makes %,d pairs%s",
                    crowd,
                    takesLater ? "with --match " + request.rule().selection() + ", " : "",
                    crowd.rows(),
                    takesLater ? "; with --match best, only one" : ""));
  }

  /** The number of rows of the larger catalog that were scanned so far. */
  public long rowsScanned() {
    return matcher.rowsScanned();
  }

  /** Matches the catalogs, and writes the table, the rejected rows, the summary and its plot. */
  public MatchResult run(MatchOutput output) {
    if (request.findsGroups()) {
      MatchResult result = writeGroups(output);
      output.finish(result);
      return result;
    }
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

  private MatchResult writeGroups(MatchOutput output) {
    output.write(spec.columns().apply(matcher.groups()));
    GroupReport groups = matcher.groupReport();
    PairDiagnostics diagnostics = matcher.diagnostics();
    BySide<Long> inNoGroup =
        BySide.of(side -> diagnostics.inputs().of(side).counts().rows() - groups.members());
    return MatchResult.ofUnmatched(
            diagnostics, epochYear(), writeRejected(output, diagnostics), inNoGroup, conditions())
        .withGroups(groups);
  }

  private MatchResult writeUnmatched(MatchOutput output, Dataset<Row> rows) {
    MatchTally written = MatchTally.of(rows, bins(), maxPerSource());
    output.write(written.counting(rows));
    PairDiagnostics diagnostics = matcher.diagnostics();
    return MatchResult.ofUnmatched(
        diagnostics,
        epochYear(),
        writeRejected(output, diagnostics),
        new BySide<>(written.value().rows(), unmatchedPartners(diagnostics)),
        conditions());
  }

  private MatchResult write(MatchOutput output, Dataset<Row> rows) {
    ClassLimits limits = spec.limits();
    MatchTally written = MatchTally.of(rows, bins(), maxPerSource());
    if (limits.max().isEmpty()) {
      output.write(written.counting(rows));
      return counted(output, written.value(), written.value());
    }
    MatchTally found = MatchTally.of(rows, bins(), maxPerSource());
    String key = request.input(Side.LEFT).table().keyColumn();
    output.write(written.counting(limits.of(found.counting(rows), key)));
    return counted(output, found.value(), written.value());
  }

  private int maxPerSource() {
    return request.rule().selection().maxRank();
  }

  private SeparationBins bins() {
    return SeparationBins.within(request.rule().radiusArcsec());
  }

  /**
   * @param all all matches, including those that a class limit removes
   */
  private MatchResult counted(MatchOutput output, MatchCounts all, MatchCounts written) {
    PairDiagnostics diagnostics = matcher.diagnostics();
    long matched = all.sources();
    long sources = diagnostics.inputs().left().counts().rows();
    return new MatchResult(
        diagnostics,
        epochYear(),
        writeRejected(output, diagnostics),
        new BySide<>(sources - matched, unmatchedPartners(diagnostics)),
        Optional.of(written),
        all.matches() - written.matches(),
        conditions(),
        matcher.probabilities(),
        Optional.empty());
  }

  private BySide<List<String>> conditions() {
    return BySide.of(side -> request.input(side).conditions());
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
    if (isSound(Side.LEFT, diagnostics) && isSound(Side.RIGHT, diagnostics)) {
      return new BySide<>(new TreeMap<>(), new TreeMap<>());
    }
    output.writeRejected(rejected(Side.LEFT, diagnostics).union(rejected(Side.RIGHT, diagnostics)));
    BySide<Optional<List<Rejection>>> known =
        BySide.of(
            side ->
                diagnostics
                    .inputs()
                    .of(side)
                    .rejections()
                    .filter(rows -> request.input(side).malformed().isEmpty()));
    return known.left().isPresent() && known.right().isPresent()
        ? BySide.of(side -> byReason(known.of(side).get()))
        : output.countRejected();
  }

  private static SortedMap<String, Long> byReason(List<Rejection> rejections) {
    return rejections.stream()
        .collect(Collectors.groupingBy(Rejection::reason, TreeMap::new, Collectors.counting()));
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
}
