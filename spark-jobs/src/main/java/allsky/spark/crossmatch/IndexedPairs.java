package allsky.spark.crossmatch;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import allsky.spark.table.Columns;
import allsky.spark.table.RejectedTable.Rejection;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * Pairs by an index: one side is packed and every executor holds it, the other is only scanned, two
 * doubles a row. A scanned row sees all its partners at once, so its own ranks are known on the
 * spot, and nothing but hits is shuffled, once, to rank them for the indexed side. Where many rows
 * of the index are near each other, {@link NearestPairs} leaves out the hits that cannot be a
 * match.
 */
final class IndexedPairs implements PairFinder {

  private static final String HITS = "hits";
  private static final String PLACE = "place_of_hit";
  private static final String HIT = "hit";

  private final Side indexed;
  private final Side scanned;
  private final Dataset<Row> indexedRows;
  private final Dataset<Row> scannedRows;
  private final RepeatedKeys repeatedKeys;
  private final PositionTally indexedTally;
  private final SeparationBins bins;
  private final double chanceWeight;
  private final Optional<Crowd> crowd;
  private final boolean isGrouped;
  private final Broadcast<IndexedPositions> index;
  private final ScanTally tally;
  private final ScanTally uncounted;

  IndexedPairs(
      Side indexed,
      MatchSide left,
      MatchSide right,
      MatchRule rule,
      SeparationBins bins,
      int mostNeighbours) {
    this.indexed = indexed;
    this.scanned = indexed.other();
    this.bins = bins;
    // Kept, because ids of a second reading could differ: its partitions could.
    this.indexedRows =
        (indexed == Side.LEFT ? left : right)
            .rows(indexed)
            .withColumn(indexed.id(), monotonically_increasing_id())
            .persist(StorageLevel.MEMORY_AND_DISK());
    this.scannedRows = (indexed == Side.LEFT ? right : left).rowsWithRejection(scanned);
    PackedPositions packed = PackedPositions.collect(indexedRows, indexed, rule.countsErrors());
    this.indexedTally = packed.tally();
    this.repeatedKeys = new RepeatedKeys(indexed, packed.repeatedKeys());
    IndexedPositions positions = new IndexedPositions(indexed, packed, rule, bins, mostNeighbours);
    this.chanceWeight = positions.chanceWeight();
    this.crowd = positions.crowd();
    this.isGrouped = positions.isGrouped();
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(indexedRows.sparkSession().sparkContext());
    this.index = context.broadcast(positions);
    this.tally = new ScanTally(bins.count());
    this.uncounted = new ScanTally(bins.count());
    context.sc().register(tally, "crossmatch scan");
    context.sc().register(uncounted, "crossmatch scan that is not counted");
  }

  @Override
  public Dataset<Row> pairs(boolean everyLeft) {
    boolean everyScanned = everyLeft && scanned == Side.LEFT;
    // That takes two scans, and one of them counts: the last, which Spark never leaves out.
    ScanTally counts = everyScanned ? uncounted : tally;
    Dataset<Row> ranked = isGrouped ? nearest(counts) : rankedForIndexed(hits(counts));
    boolean everyIndexed = everyLeft && indexed == Side.LEFT;
    Dataset<Row> pairs =
        ranked
            .join(indexedRows, idOfIndexed(), everyIndexed ? "right_outer" : "inner")
            .withColumn(indexed.partners(), coalesce(col(indexed.partners()), lit(0L)));
    return everyScanned ? pairs.unionByName(scannedWithoutPartner(), true) : pairs;
  }

  @Override
  public PositionTally tally(Side side) {
    return side == indexed ? indexedTally : tally.positions();
  }

  @Override
  public Optional<List<Rejection>> rejections(Side side) {
    return side == scanned ? tally.rejections() : Optional.empty();
  }

  @Override
  public long rowsScanned() {
    return tally.positions().rows();
  }

  @Override
  public Optional<ChancePairs> chance() {
    return chanceWeight == 0
        ? Optional.empty()
        : Optional.of(ChancePairs.of(bins, tally.chancePairs(), chanceWeight));
  }

  @Override
  public Optional<String> whyNoChance() {
    return ShiftedPositions.canMeasure(bins.radiusArcsec())
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "the radius is above %.0f arcsec",
                ShiftedPositions.LARGEST_RADIUS_ARCSEC));
  }

  @Override
  public Optional<RepeatedKeys> repeatedKeys() {
    return Optional.of(repeatedKeys);
  }

  @Override
  public Optional<Crowd> crowd() {
    return crowd;
  }

  @Override
  public void close() {
    index.destroy();
    indexedRows.unpersist();
  }

  private Seq<String> idOfIndexed() {
    return JavaConverters.asScalaBuffer(List.of(indexed.id())).toSeq();
  }

  /** What the index finds for a scanned row, or null; keeps the rows that pair with nothing. */
  private Column found(ScanTally counts) {
    Broadcast<IndexedPositions> shared = index;
    UserDefinedFunction probe =
        functions
            .udf(
                (UDF4<Double, Double, Double, Row, Object>)
                    (ra, dec, error, rejection) -> {
                      ScanTally.Part part = counts.ofThisTask();
                      return rejection == null
                          ? shared.value().hits(ra, dec, error, part.chancePairs)
                          : part.reject(Rejection.of(rejection));
                    },
                IndexedPositions.HITS)
            // Spark repeats a deterministic function in filter and projection.
            .asNondeterministic();
    return probe.apply(
        col(scanned.ra()), col(scanned.dec()), col(scanned.error()), col(scanned.rejection()));
  }

  /** One row for each pair: the scanned row with its ranks, the other row's id. */
  private Dataset<Row> hits(ScanTally counts) {
    Column mayPair = MayPair.column(index, counts, scanned);
    Dataset<Row> found =
        withoutWorkings(scannedRows.filter(mayPair).withColumn(HITS, found(counts)))
            .filter(col(HITS).isNotNull())
            .withColumn(scanned.id(), monotonically_increasing_id())
            .withColumn(scanned.partners(), size(col(HITS)).cast(DataTypes.LongType));
    Column[] columns =
        Arrays.stream(found.columns())
            .filter(name -> !name.equals(HITS))
            .map(Columns::named)
            .toArray(Column[]::new);
    Column[] withHit = Arrays.copyOf(columns, columns.length + 1);
    withHit[columns.length] = posexplode(col(HITS)).as(new String[] {PLACE, HIT});
    return found
        .select(withHit)
        .withColumn(scanned.rank(), col(PLACE).plus(1))
        .withColumn(indexed.id(), col(HIT).getField(IndexedPositions.ID))
        .withColumn(SEPARATION, col(HIT).getField(IndexedPositions.SEPARATION))
        .withColumn(SIGMAS, col(HIT).getField(IndexedPositions.SIGMAS))
        .drop(HIT, PLACE);
  }

  private Dataset<Row> rankedForIndexed(Dataset<Row> hits) {
    WindowSpec nearestFirst = nearestFirst(indexed.id());
    return hits.withColumn(indexed.rank(), row_number().over(nearestFirst))
        .withColumn(indexed.partners(), count(lit(1)).over(all(nearestFirst)));
  }

  private WindowSpec nearestFirst(String group) {
    return Window.partitionBy(group)
        .orderBy(col(SIGMAS), col(SEPARATION), col(scanned.tie()), col(scanned.id()));
  }

  /** Counted in the order of the ranks, though it does not matter there: rows are sorted once. */
  private static WindowSpec all(WindowSpec nearestFirst) {
    return nearestFirst.rowsBetween(Window.unboundedPreceding(), Window.unboundedFollowing());
  }

  /** One row for each left row that has a partner: the pair with its nearest. */
  private Dataset<Row> nearest(ScanTally counts) {
    Dataset<Row> rows =
        scannedRows
            .filter(MayPair.column(index, counts, scanned))
            .withColumn(scanned.id(), monotonically_increasing_id());
    List<String> given = Arrays.asList(withoutWorkings(rows).columns());
    NearestPairs scan = new NearestPairs(index, counts, scanned, rows.schema(), given);
    WindowSpec nearestFirst = nearestFirst(NearestPairs.GROUP);
    Dataset<Row> ranked =
        rows.mapPartitions(scan, Encoders.row(scan.schema()))
            .withColumn(indexed.rank(), row_number().over(nearestFirst))
            .withColumn(indexed.partners(), sum(NearestPairs.PAIRS).over(all(nearestFirst)))
            .filter(col(Side.LEFT.rank()).equalTo(1));
    return ofEachMember(ranked).drop(NearestPairs.GROUP, NearestPairs.PAIRS);
  }

  /**
   * The pairs of groups as pairs of rows: of each left row, or with the right row of a group that
   * ranks first.
   */
  private Dataset<Row> ofEachMember(Dataset<Row> ofGroups) {
    Broadcast<IndexedPositions> shared = index;
    boolean isLeft = indexed == Side.LEFT;
    UserDefinedFunction ids =
        functions.udf(
            (UDF1<Integer, long[]>)
                group -> {
                  long[] all = shared.value().groups().ids(group);
                  return isLeft ? all : Arrays.copyOf(all, 1);
                },
            DataTypes.createArrayType(DataTypes.LongType, false));
    Column id =
        posexplode(ids.apply(col(NearestPairs.GROUP))).as(new String[] {PLACE, indexed.id()});
    // A scanned row has one nearest: the first of the group.
    return ofGroups
        .select(col("*"), id)
        .withColumn(scanned.rank(), when(col(PLACE).equalTo(0), col(scanned.rank())).otherwise(2))
        .drop(PLACE);
  }

  private Dataset<Row> scannedWithoutPartner() {
    Column mayPair = MayPair.column(index, tally, scanned);
    return withoutWorkings(scannedRows.withColumn(HITS, when(mayPair, found(tally))))
        .filter(col(HITS).isNull())
        .drop(HITS)
        .withColumn(scanned.partners(), lit(0L));
  }

  private Dataset<Row> withoutWorkings(Dataset<Row> rows) {
    return rows.drop(
        scanned.ra(),
        scanned.dec(),
        scanned.error(),
        scanned.withoutError(),
        scanned.hasKey(),
        scanned.moved(),
        scanned.rejection());
  }
}
