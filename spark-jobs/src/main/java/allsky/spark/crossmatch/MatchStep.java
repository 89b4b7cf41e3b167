package allsky.spark.crossmatch;

import allsky.spark.run.Meanwhile;
import allsky.spark.table.RejectedTable;
import allsky.spark.table.RejectedTable.Rejection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** A cross-match from its two sides to its output folder. */
public final class MatchStep implements AutoCloseable {

  private final MatchSide left;
  private final MatchSide right;
  private final JoinKind join;
  private final boolean excludeAmbiguous;
  private final MatchNaming naming;
  private final CrossMatch match;

  /**
   * @param match of these sides
   */
  public MatchStep(
      MatchSide left,
      MatchSide right,
      CrossMatch match,
      JoinKind join,
      boolean excludeAmbiguous,
      MatchNaming naming) {
    this.left = left;
    this.right = right;
    this.match = match;
    this.join = join;
    this.excludeAmbiguous = excludeAmbiguous;
    this.naming = naming;
  }

  /** A line about pairs that grow as a product, before they are made; empty where none do. */
  public Optional<String> warning() {
    return match
        .crowd()
        .filter(crowd -> match.mode() == MatchMode.ALL)
        .map(
            crowd ->
                String.format(
                    Locale.ROOT,
                    "%s: with --match all each row of the other catalog there makes %,d pairs;"
                        + " --match best makes one",
                    crowd,
                    crowd.rows()));
  }

  /** Rows of the larger catalog that were looked at so far. */
  public long rowsScanned() {
    return match.rowsScanned();
  }

  /**
   * Matches, and writes the table, the rejected rows, the summary and its picture.
   *
   * @param malformed lines of the sources' and of the spectra's files that are no rows
   */
  public MatchSummary run(MatchOutput output, List<Optional<Dataset<Row>>> malformed) {
    Dataset<Row> rows = match.rows(join, excludeAmbiguous);
    MatchSummary summary =
        join == JoinKind.ANTI
            ? runUnmatched(output, MatchRows.sources(rows, left), malformed)
            : runMatched(output, naming.columns().of(rows), malformed);
    output.finish(summary);
    return summary;
  }

  @Override
  public void close() {
    match.close();
  }

  private MatchSummary runUnmatched(
      MatchOutput output, Dataset<Row> rows, List<Optional<Dataset<Row>>> malformed) {
    long written = output.write(rows).count();
    return MatchSummary.ofUnmatched(match, written, rejected(output, malformed));
  }

  private MatchSummary runMatched(
      MatchOutput output, Dataset<Row> rows, List<Optional<Dataset<Row>>> malformed) {
    if (naming.limits().most().isEmpty()) {
      Dataset<Row> written = output.write(rows);
      return summary(output, written, written, malformed);
    }
    // Looked at twice: to choose, and to tell how many there were.
    Dataset<Row> found = rows.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      String key = left.table().keyColumn();
      Dataset<Row> written = output.write(naming.limits().of(found, key, naming.seed()));
      return summary(output, found, written, malformed);
    } finally {
      found.unpersist();
    }
  }

  private MatchSummary summary(
      MatchOutput output,
      Dataset<Row> found,
      Dataset<Row> written,
      List<Optional<Dataset<Row>>> malformed) {
    Meanwhile<Map<String, SortedMap<String, Long>>> rejected =
        Meanwhile.start(() -> rejected(output, malformed));
    return MatchSummary.of(match, found, written, rejected);
  }

  private Map<String, SortedMap<String, Long>> rejected(
      MatchOutput output, List<Optional<Dataset<Row>>> malformed) {
    boolean isSound =
        match.leftTally().faulty() == 0
            && match.rightTally().faulty() == 0
            && malformed.stream().allMatch(Optional::isEmpty);
    if (isSound) {
      return Map.of();
    }
    Dataset<Row> rows =
        rejected(RejectedTable.SOURCES, left, match.leftRejections())
            .union(rejected(RejectedTable.SPECTRA, right, match.rightRejections()));
    if (malformed.get(0).isPresent()) {
      rows = rows.union(RejectedTable.ofLines(RejectedTable.SOURCES, malformed.get(0).get()));
    }
    if (malformed.get(1).isPresent()) {
      rows = rows.union(RejectedTable.ofLines(RejectedTable.SPECTRA, malformed.get(1).get()));
    }
    return output.writeRejected(rows);
  }

  /** Reads the side again where its rejected rows were not kept. */
  private static Dataset<Row> rejected(
      String input, MatchSide side, Optional<List<Rejection>> known) {
    return known.isPresent()
        ? RejectedTable.of(input, side.table().rows().sparkSession(), known.get())
        : RejectedTable.of(input, side.table(), side.fault());
  }
}
