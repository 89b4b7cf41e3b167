package allsky.spark.crossmatch;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import allsky.spark.table.Columns;
import allsky.spark.table.MatchTable;
import allsky.spark.table.RejectedTable.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;

/**
 * The matches of two catalogs by position, exactly as comparing every row with every row would give
 * them.
 *
 * <p>Rows are told apart by ids of this match, so that repeated keys do no harm. Partners are
 * ordered by separation (by separation in units of its error, where errors count), equal ones by
 * {@link MatchSide#tieOrder}. Faulty rows pair with nothing.
 */
public final class CrossMatch implements AutoCloseable {

  /** Steps of the separation histogram. */
  static final int BINS = 40;

  /** Far above the densest fields of stars within some arcsec, far below a placeholder's rows. */
  private static final int MOST_NEIGHBOURS = 200;

  private final MatchRule rule;
  private final PairFinder finder;
  private final SeparationBins bins;
  private final Optional<Double> epochYear;
  private final RowSet partners = new RowSet();

  /**
   * Makes ready; the pairs are found when their rows are used, so close this afterwards.
   *
   * @param left sources; the direction of {@link MatchMode#BEST} goes from here
   * @param right their partners
   * @param largestIndex the most rows that the index may hold; where both sides have more, both are
   *     shuffled
   */
  public CrossMatch(MatchSide left, MatchSide right, MatchRule rule, long largestIndex) {
    this(left, right, rule, largestIndex, MOST_NEIGHBOURS);
  }

  /**
   * @param mostNeighbours more rows of the index near one place are a crowd, whose pairs are not
   *     all made if the match does not need them
   */
  CrossMatch(
      MatchSide left, MatchSide right, MatchRule rule, long largestIndex, int mostNeighbours) {
    this.rule = rule;
    this.bins = new SeparationBins(rule.radiusArcsec(), BINS);
    this.epochYear = left.epochYear().or(right::epochYear);
    left.table().rows().sparkSession().sparkContext().register(partners);
    Optional<Side> smaller = CatalogSize.smaller(left, right, largestIndex);
    this.finder =
        smaller.isPresent()
            ? new IndexedPairs(smaller.get(), left, right, rule, bins, mostNeighbours)
            : new CellJoinedPairs(left, right, rule, mostNeighbours);
  }

  /**
   * The matches: {@link #left} and {@link #right} columns, {@link MatchTable#SEPARATION_ARCSEC},
   * {@link MatchTable#SEPARATION_SIGMAS} where errors count, {@link MatchTable#CANDIDATES}
   * (partners within the radius of the source) and {@link MatchTable#SOURCE_CANDIDATES} (sources
   * within the radius of the partner).
   *
   * @param excludeAmbiguous a pair whose source or partner has another within the radius is none
   */
  public Dataset<Row> rows(JoinKind join, boolean excludeAmbiguous) {
    Dataset<Row> pairs = finder.pairs(join != JoinKind.INNER);
    Column isMatch = coalesce(isMatch(excludeAmbiguous), lit(false));
    Column isFirst = coalesce(col(Side.LEFT.rank()), lit(1)).equalTo(1);
    Column meets = partners.meets(col(Side.RIGHT.id()));
    return switch (join) {
      case INNER -> named(pairs.filter(isMatch).filter(meets), lit(true));
      case LEFT ->
          named(
              pairs.filter(isMatch.or(isFirst)).filter(when(isMatch, meets).otherwise(true)),
              isMatch);
      case ANTI ->
          named(
              pairs.filter(isMatch.or(isFirst)).filter(when(isMatch, not(meets)).otherwise(true)),
              isMatch);
    };
  }

  /** Rows of the right side that are in a match, once the matches were used. */
  long partners() {
    return partners.value();
  }

  /** The rows of the left side, once its matches were used. */
  public PositionTally leftTally() {
    return finder.tally(Side.LEFT);
  }

  /** The rows of the right side, once its matches were used. */
  public PositionTally rightTally() {
    return finder.tally(Side.RIGHT);
  }

  /** The rows of the left side that pair with nothing, if known once its matches were used. */
  Optional<List<Rejection>> leftRejections() {
    return finder.rejections(Side.LEFT);
  }

  /** The rows of the right side that pair with nothing, if known once its matches were used. */
  Optional<List<Rejection>> rightRejections() {
    return finder.rejections(Side.RIGHT);
  }

  /** Rows of the larger catalog that were looked at so far; 0 where both are shuffled. */
  public long rowsScanned() {
    return finder.rowsScanned();
  }

  /** A source's column in {@link #rows}. */
  public static Column left(String name) {
    return Side.LEFT.column(name);
  }

  /** A partner's column in {@link #rows}; null where a source has none. */
  public static Column right(String name) {
    return Side.RIGHT.column(name);
  }

  @Override
  public void close() {
    finder.close();
  }

  MatchMode mode() {
    return rule.mode();
  }

  SeparationBins bins() {
    return bins;
  }

  /** The Julian year to which rows were moved; empty where none were. */
  Optional<Double> epochYear() {
    return epochYear;
  }

  Optional<ChancePairs> chance() {
    return finder.chance();
  }

  Optional<String> whyNoChance() {
    return finder.whyNoChance();
  }

  /** The most rows at one position, where the index holds so many. */
  Optional<Crowd> crowd() {
    return finder.crowd();
  }

  Optional<RepeatedKeys> repeatedKeys() {
    return finder.repeatedKeys();
  }

  private Column isMatch(boolean excludeAmbiguous) {
    Column nearestOfLeft = col(Side.LEFT.rank()).equalTo(1);
    Column nearestOfRight = col(Side.RIGHT.rank()).equalTo(1);
    Column isMatch =
        switch (rule.mode()) {
          case BEST -> nearestOfLeft;
          case MUTUAL -> nearestOfLeft.and(nearestOfRight);
          case ALL -> col(Side.LEFT.rank()).isNotNull();
        };
    Column unambiguous =
        col(Side.LEFT.partners()).equalTo(1).and(col(Side.RIGHT.partners()).equalTo(1));
    return excludeAmbiguous ? isMatch.and(unambiguous) : isMatch;
  }

  /** The columns that are promised; those of the partner are null where it makes no match. */
  private Dataset<Row> named(Dataset<Row> pairs, Column isMatch) {
    List<Column> columns = new ArrayList<>();
    for (String name : pairs.columns()) {
      if (name.startsWith(Side.LEFT.named(""))) {
        columns.add(Columns.named(name));
      } else if (name.startsWith(Side.RIGHT.named(""))) {
        Metadata metadata = pairs.schema().apply(name).metadata();
        columns.add(when(isMatch, Columns.named(name)).as(name, metadata));
      }
    }
    columns.add(when(isMatch, col(PairFinder.SEPARATION)).as(MatchTable.SEPARATION_ARCSEC));
    if (rule.countsErrors()) {
      columns.add(when(isMatch, col(PairFinder.SIGMAS)).as(MatchTable.SEPARATION_SIGMAS));
    }
    columns.add(col(Side.LEFT.partners()).cast(DataTypes.IntegerType).as(MatchTable.CANDIDATES));
    columns.add(
        when(isMatch, col(Side.RIGHT.partners()))
            .cast(DataTypes.IntegerType)
            .as(MatchTable.SOURCE_CANDIDATES));
    return pairs.select(columns.toArray(new Column[0]));
  }
}
