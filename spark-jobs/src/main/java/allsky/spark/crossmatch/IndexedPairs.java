package allsky.spark.crossmatch;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.size;
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
import org.apache.spark.sql.Row;
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
 * spot, and nothing but hits is shuffled, once, to rank them for the indexed side.
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
  private final Broadcast<IndexedPositions> index;
  private final ScanTally tally;
  private final ScanTally uncounted;

  IndexedPairs(Side indexed, MatchSide left, MatchSide right, MatchRule rule, SeparationBins bins) {
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
    IndexedPositions positions = new IndexedPositions(packed, rule, bins);
    this.chanceWeight = positions.chanceWeight();
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
    Dataset<Row> ranked = rankedForIndexed(hits(everyScanned ? uncounted : tally));
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
    // Counted in the order of the ranks, though it does not matter there: the rows are sorted once.
    WindowSpec nearestFirst =
        Window.partitionBy(indexed.id())
            .orderBy(col(SIGMAS), col(SEPARATION), col(scanned.tie()), col(scanned.id()));
    WindowSpec all =
        nearestFirst.rowsBetween(Window.unboundedPreceding(), Window.unboundedFollowing());
    return hits.withColumn(indexed.rank(), row_number().over(nearestFirst))
        .withColumn(indexed.partners(), count(lit(1)).over(all));
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
