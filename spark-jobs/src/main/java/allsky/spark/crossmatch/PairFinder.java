package allsky.spark.crossmatch;

import allsky.spark.table.RejectedTable.Rejection;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Finds the pairs of two catalogs: every pair within the rule, once, with the columns of both sides
 * and, for each side, {@link Side#partners} and {@link Side#rank}. A finder may leave out pairs
 * that are not the nearest of their left row, where {@link MatchMode#ALL} does not ask for them.
 */
interface PairFinder extends AutoCloseable {

  /** Separation of a pair, arcsec. */
  String SEPARATION = "separation_of_pair";

  /** Separation of a pair in units of its error; 0 where errors do not count. */
  String SIGMAS = "sigmas_of_pair";

  /**
   * The pairs.
   *
   * @param everyLeft with a row for each left row that has no partner, its right columns null
   */
  Dataset<Row> pairs(boolean everyLeft);

  /** The rows of a side, once the pairs were found. */
  PositionTally tally(Side side);

  /** The rows of a side that pair with nothing, where they were kept as the pairs were found. */
  Optional<List<Rejection>> rejections(Side side);

  /** Rows of the scanned side that were looked at so far. */
  long rowsScanned();

  /** Pairs that chance alone would make, once the pairs were found; empty where not measured. */
  Optional<ChancePairs> chance();

  /**
   * Why pairs by chance are not measured, of these catalogs or at this radius; empty if they are.
   */
  Optional<String> whyNoChance();

  /** Keys in more than one row, of the side that was looked at: its name, or empty. */
  Optional<RepeatedKeys> repeatedKeys();

  /** The most rows at one position of the side that was looked at, where they are a crowd. */
  Optional<Crowd> crowd();

  @Override
  void close();
}
