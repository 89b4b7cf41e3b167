package allsky.spark.crossmatch;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.row_number;

import allsky.UserError;
import allsky.spark.table.Columns;
import allsky.spark.table.MatchTable;
import allsky.spark.table.SourceTable;
import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/**
 * The pairs of two catalogs that lie within a radius of each other, exactly as comparing every row
 * with every row would give them.
 *
 * <p>The smaller catalog is packed into an index that every executor holds; the larger is only
 * scanned, two doubles a row, and nothing but its hits is shuffled. Rows are told apart by ids of
 * this match, so that repeated keys do no harm. Equal separations are ordered by the partner's key.
 * Rows without a valid position pair with nothing.
 */
public final class CrossMatch implements AutoCloseable {

  private static final String LEFT = "left_";
  private static final String RIGHT = "right_";
  private static final String LEFT_ID = "id_of_left";
  private static final String RIGHT_ID = "id_of_right";
  private static final String HITS = "hits";
  private static final String HIT = "hit";
  private static final String RANK_FOR_LEFT = "rank_for_left";
  private static final String RANK_FOR_RIGHT = "rank_for_right";

  private final PositionCounts leftCounts;
  private final PositionCounts rightCounts;
  private final Dataset<Row> smaller;
  private final Broadcast<IndexedPositions> index;
  private final Dataset<Row> pairs;

  /**
   * Makes the index; the pairs are found when their dataset is used, so close this afterwards.
   *
   * @param left sources; the direction of {@link MatchMode#BEST} goes from here
   * @param right their partners
   * @param largestIndex the most rows that the index may hold, about 60 bytes each on the driver
   *     and on every executor
   * @throws UserError where both catalogs have more rows than that
   */
  public CrossMatch(
      SourceTable left, SourceTable right, MatchMode mode, double radiusArcsec, long largestIndex) {
    this.leftCounts = PositionCounts.of(left);
    this.rightCounts = PositionCounts.of(right);
    refuseLargerThan(largestIndex, leftCounts.positions(), rightCounts.positions());
    boolean indexLeft = leftCounts.positions() <= rightCounts.positions();
    Dataset<Row> leftRowsNamed = prefixed(left, LEFT);
    Dataset<Row> rightRowsNamed = prefixed(right, RIGHT);
    String smallPrefix = indexLeft ? LEFT : RIGHT;
    String smallId = indexLeft ? LEFT_ID : RIGHT_ID;
    // Kept, because ids of a second reading could differ: its partitions could.
    this.smaller =
        (indexLeft ? leftRowsNamed : rightRowsNamed)
            .withColumn(smallId, monotonically_increasing_id())
            .persist(StorageLevel.MEMORY_AND_DISK());
    IndexedPositions positions =
        IndexedPositions.collect(
            smaller.select(
                col(smallId),
                col(smallPrefix + SourceTable.RA),
                col(smallPrefix + SourceTable.DEC)),
            radiusArcsec);
    SparkSession spark = left.rows().sparkSession();
    this.index = JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(positions);
    Dataset<Row> hits =
        indexLeft
            ? hits(rightRowsNamed, RIGHT, RIGHT_ID, smallId)
            : hits(leftRowsNamed, LEFT, LEFT_ID, smallId);
    this.pairs = chosen(counted(hits.join(smaller, smallId), left, right), mode);
  }

  /**
   * The matches: {@link #left} and {@link #right} columns, {@link MatchTable#SEPARATION_ARCSEC},
   * {@link MatchTable#CANDIDATES} (partners within the radius of the source) and {@link
   * MatchTable#SOURCE_CANDIDATES} (sources within the radius of the partner).
   */
  public Dataset<Row> pairs() {
    return pairs;
  }

  /** How many rows the left side has, and how many with a position. */
  public PositionCounts leftCounts() {
    return leftCounts;
  }

  /** How many rows the right side has, and how many with a position. */
  public PositionCounts rightCounts() {
    return rightCounts;
  }

  /** A source's column in {@link #pairs}. */
  public static Column left(String name) {
    return Columns.named(LEFT + name);
  }

  /** A partner's column in {@link #pairs}. */
  public static Column right(String name) {
    return Columns.named(RIGHT + name);
  }

  @Override
  public void close() {
    index.destroy();
    smaller.unpersist();
  }

  private static void refuseLargerThan(long largestIndex, long leftRows, long rightRows) {
    if (Math.min(leftRows, rightRows) > largestIndex) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "Cannot match %,d with %,d positions: the smaller side may have %,d, because every"
                  + " executor holds it; take a part of one catalog, or raise --largest-index"
                  + " where memory allows (60 bytes a position).",
              leftRows,
              rightRows,
              largestIndex));
    }
  }

  /** Both sides may use the same names, so each gets its prefix. */
  private static Dataset<Row> prefixed(SourceTable table, String prefix) {
    Column[] columns =
        Arrays.stream(table.rows().columns())
            .map(name -> Columns.named(name).as(prefix + name))
            .toArray(Column[]::new);
    return table.rows().filter(SourceTable.isValidPosition()).select(columns);
  }

  /** One row for each pair: the scanned row, the other row's id, the separation. */
  private Dataset<Row> hits(Dataset<Row> scanned, String prefix, String id, String smallId) {
    Broadcast<IndexedPositions> shared = index;
    UserDefinedFunction probe =
        functions
            .udf(
                (UDF2<Double, Double, Object>) (ra, dec) -> shared.value().hits(ra, dec),
                IndexedPositions.HITS)
            // Spark repeats a deterministic function in filter and projection.
            .asNondeterministic();
    Column found = probe.apply(col(prefix + SourceTable.RA), col(prefix + SourceTable.DEC));
    return scanned
        .withColumn(HITS, found)
        .filter(col(HITS).isNotNull())
        .withColumn(id, monotonically_increasing_id())
        .withColumn(HIT, explode(col(HITS)))
        .withColumn(smallId, col(HIT).getField(IndexedPositions.ID))
        .withColumn(MatchTable.SEPARATION_ARCSEC, col(HIT).getField(IndexedPositions.SEPARATION))
        .drop(HITS, HIT);
  }

  /** Counts each side's partners and ranks them by separation, then by key. */
  private static Dataset<Row> counted(Dataset<Row> pairs, SourceTable left, SourceTable right) {
    WindowSpec ofLeft = Window.partitionBy(LEFT_ID);
    WindowSpec ofRight = Window.partitionBy(RIGHT_ID);
    Column separation = col(MatchTable.SEPARATION_ARCSEC);
    return pairs
        .withColumn(MatchTable.SOURCE_CANDIDATES, count(lit(1)).over(ofRight))
        .withColumn(
            RANK_FOR_RIGHT,
            row_number().over(ofRight.orderBy(separation, left(left.keyColumn()), col(LEFT_ID))))
        .withColumn(MatchTable.CANDIDATES, count(lit(1)).over(ofLeft))
        .withColumn(
            RANK_FOR_LEFT,
            row_number().over(ofLeft.orderBy(separation, right(right.keyColumn()), col(RIGHT_ID))));
  }

  private static Dataset<Row> chosen(Dataset<Row> counted, MatchMode mode) {
    Column nearestOfLeft = col(RANK_FOR_LEFT).equalTo(1);
    Column nearestOfRight = col(RANK_FOR_RIGHT).equalTo(1);
    Dataset<Row> chosen =
        switch (mode) {
          case BEST -> counted.filter(nearestOfLeft);
          case MUTUAL -> counted.filter(nearestOfLeft.and(nearestOfRight));
          case ALL -> counted;
        };
    return chosen.drop(RANK_FOR_LEFT, RANK_FOR_RIGHT, LEFT_ID, RIGHT_ID);
  }
}
