package allsky.spark.crossmatch.pairs;

import allsky.spark.crossmatch.request.JoinKind;
import allsky.spark.crossmatch.request.MatchSelection;
import allsky.spark.crossmatch.request.Side;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Finds the pairs of two catalogs: every pair within the rule, once, with {@link Side#row}, {@link
 * Side#partners} and {@link Side#rank} of both sides. A finder may leave out pairs that are not the
 * nearest of their left row, unless the match {@link MatchSelection#takesLaterRanks}.
 */
public interface PairFinder extends AutoCloseable {

  /** Separation of a pair, arcsec. */
  String SEPARATION = "separation_of_pair";

  /** Separation of a pair in units of its error; 0 if errors do not count. */
  String SIGMAS = "sigmas_of_pair";

  /**
   * The pairs. For a join that {@link JoinKind#keepsUnmatched} there is also a row for each left
   * row without a partner; the right side of this row is null.
   */
  Dataset<Row> pairs(JoinKind join);

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
