package allsky.spark.crossmatch.pairs;

import allsky.spark.crossmatch.request.JoinKind;
import allsky.spark.crossmatch.request.MatchRequest;
import allsky.spark.crossmatch.request.Side;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Finds the pairs of two catalogs: every pair within the rule, once, with {@link Side#row}, {@link
 * Side#id}, {@link Side#partners} and {@link Side#rank} of both sides. A finder may leave out pairs
 * that are not the nearest of their left row, unless the match {@link MatchRequest#makesAllPairs}.
 */
public interface PairFinder extends AutoCloseable {

  /** Separation of a pair, arcsec. */
  String SEPARATION = "separation_of_pair";

  /** Separation of a pair in units of its error; 0 if errors do not count. */
  String SIGMAS = "sigmas_of_pair";

  /** The pairs, and one row for each row without a partner of a side that the join keeps. */
  Found pairs(JoinKind join);

  /**
   * What a finder found. In a row without a partner the separation and the other side are null.
   *
   * @param pairs the pairs, and perhaps rows without a partner, with the ids of their sides
   * @param single the other rows without a partner, perhaps without ids
   */
  record Found(Dataset<Row> pairs, Optional<Dataset<Row>> single) {

    /** All rows. */
    public Dataset<Row> all() {
      return single.map(rows -> pairs.unionByName(rows, true)).orElse(pairs);
    }
  }

  /** The largest number of rows at one position of the indexed side, if it is a crowd. */
  Optional<Crowd> crowd();

  /** The number of rows of the scanned side that were read so far; 0 if no side is scanned. */
  long rowsScanned();

  /**
   * The diagnostics of the inputs and of chance alignments, available after the pairs were used.
   */
  PairDiagnostics diagnostics();

  @Override
  void close();
}
