package allsky.spark.crossmatch.pairs.scan;

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

import allsky.spark.crossmatch.control.ChanceAlignments;
import allsky.spark.crossmatch.control.OffsetControlSample;
import allsky.spark.crossmatch.control.SeparationBins;
import allsky.spark.crossmatch.pairs.Crowd;
import allsky.spark.crossmatch.pairs.PairDiagnostics;
import allsky.spark.crossmatch.pairs.PairFinder;
import allsky.spark.crossmatch.pairs.index.IndexedPositions;
import allsky.spark.crossmatch.pairs.index.PackedPositions;
import allsky.spark.crossmatch.request.BySide;
import allsky.spark.crossmatch.request.ComparedRow;
import allsky.spark.crossmatch.request.JoinKind;
import allsky.spark.crossmatch.request.MatchRequest;
import allsky.spark.crossmatch.request.MatchRule;
import allsky.spark.crossmatch.request.Side;
import allsky.spark.table.RejectedTable.Rejection;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * Finds pairs with an index: every executor holds one side in packed form, and the other side is
 * scanned, with two doubles for each row. A scanned row finds all its partners at once, so its own
 * ranks are known immediately. Only the hits are shuffled, once, to rank them for the indexed side.
 * Where many rows of the index are near each other, {@link NearestPairs} leaves out the hits that
 * cannot be a match.
 */
public final class IndexedPairs implements PairFinder {

  private static final String HITS = "hits";
  private static final String POSITION = "index_of_hit";
  private static final String HIT = "hit";

  private final Side indexed;
  private final Side scanned;
  private final FlatRows indexedRows;
  private final FlatRows scannedRows;
  private final PairDiagnostics.Input ofIndexed;
  private final SeparationBins bins;
  private final double chanceWeight;
  private final Optional<Crowd> crowd;
  private final boolean isGrouped;
  private final Broadcast<IndexedPositions> index;
  private final ScanAccumulator scan;
  private final ScanAccumulator uncounted;

  /** Reads the side to index, and sends the index to the executors. */
  public IndexedPairs(Side indexed, MatchRequest request) {
    MatchRule rule = request.rule();
    this.indexed = indexed;
    this.scanned = indexed.other();
    FlatRows read = FlatRows.of(request.input(indexed).rows(indexed), indexed);
    // Kept, because a second reading may have other partitions, and so other ids.
    this.indexedRows =
        read.with(
            read.rows()
                .withColumn(indexed.id(), monotonically_increasing_id())
                .persist(StorageLevel.MEMORY_AND_DISK()));
    this.scannedRows = FlatRows.of(request.input(scanned).rowsWithRejection(scanned), scanned);
    PackedPositions packed = PackedPositions.collect(indexedRows.rows(), indexed, rule);
    this.ofIndexed =
        new PairDiagnostics.Input(packed.counts(), Optional.empty(), packed.repeatedKeys());
    IndexedPositions positions = new IndexedPositions(indexed, packed, request);
    this.bins = positions.bins();
    this.chanceWeight = positions.chanceWeight();
    this.crowd = positions.crowd();
    this.isGrouped = positions.isGrouped();
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(indexedRows.rows().sparkSession().sparkContext());
    this.index = context.broadcast(positions);
    this.scan = new ScanAccumulator(bins.count());
    this.uncounted = new ScanAccumulator(bins.count());
    context.sc().register(scan, "crossmatch scan");
    context.sc().register(uncounted, "crossmatch scan that is not counted");
  }

  @Override
  public Found pairs(JoinKind join) {
    boolean everyScanned = join.keeps(scanned);
    // A second scan finds the rows without a partner. Only this last scan counts, because Spark
    // never leaves it out.
    ScanAccumulator counts = everyScanned ? uncounted : scan;
    Dataset<Row> ranked = isGrouped ? nearest(counts) : rankedForIndexed(hits(counts));
    Dataset<Row> pairs =
        ranked
            .join(indexedRows.rows(), idOfIndexed(), join.keeps(indexed) ? "right_outer" : "inner")
            .withColumn(indexed.partners(), coalesce(col(indexed.partners()), lit(0L)));
    Dataset<Row> restored = scannedRows.restored(indexedRows.restored(pairs));
    return new Found(
        restored, everyScanned ? Optional.of(scannedWithoutPartner()) : Optional.empty());
  }

  @Override
  public Optional<Crowd> crowd() {
    return crowd;
  }

  @Override
  public long rowsScanned() {
    return scan.counts().rows();
  }

  @Override
  public PairDiagnostics diagnostics() {
    PairDiagnostics.Input ofScanned =
        new PairDiagnostics.Input(scan.counts(), scan.rejections(), 0);
    return new PairDiagnostics(
        BySide.of(side -> side == indexed ? ofIndexed : ofScanned),
        ChanceAlignments.ofSample(scan.chancePairs(), chanceWeight),
        OffsetControlSample.whyNot(bins.radiusArcsec()),
        crowd);
  }

  @Override
  public void close() {
    index.destroy();
    indexedRows.rows().unpersist();
  }

  private Seq<String> idOfIndexed() {
    return JavaConverters.asScalaBuffer(List.of(indexed.id())).toSeq();
  }

  /** The hits of a scanned row in the index, or null; keeps rejected rows. */
  private Column found(ScanAccumulator counts) {
    Broadcast<IndexedPositions> shared = index;
    UserDefinedFunction probe =
        functions
            .udf(
                (UDF2<Row, Row, Object>)
                    (compared, rejection) -> {
                      ScanAccumulator.Part part = counts.ofThisTask();
                      return rejection == null
                          ? shared.value().hits(ComparedRow.of(compared), part.chancePairs)
                          : part.reject(Rejection.of(rejection));
                    },
                IndexedPositions.HITS)
            // Spark repeats a deterministic function in filter and projection.
            .asNondeterministic();
    return probe.apply(ComparedRow.column(scanned), col(scanned.rejection()));
  }

  /** One row for each pair: the scanned row with its ranks, the other row's id. */
  private Dataset<Row> hits(ScanAccumulator counts) {
    Column mayPair = CoverageFilter.column(index, counts, scanned);
    Dataset<Row> found =
        withoutWorkings(scannedRows.rows().filter(mayPair).withColumn(HITS, found(counts)))
            .filter(col(HITS).isNotNull())
            .withColumn(scanned.id(), monotonically_increasing_id())
            .withColumn(scanned.partners(), size(col(HITS)).cast(DataTypes.LongType));
    return found
        .select(col("*"), posexplode(col(HITS)).as(new String[] {POSITION, HIT}))
        .withColumn(scanned.rank(), col(POSITION).plus(1))
        .withColumn(indexed.id(), col(HIT).getField(IndexedPositions.ID))
        .withColumn(SEPARATION, col(HIT).getField(IndexedPositions.SEPARATION))
        .withColumn(SIGMAS, col(HIT).getField(IndexedPositions.SIGMAS))
        .drop(HITS, HIT, POSITION);
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

  /** The same order as for the ranks, so that Spark sorts only once. */
  private static WindowSpec all(WindowSpec nearestFirst) {
    return nearestFirst.rowsBetween(Window.unboundedPreceding(), Window.unboundedFollowing());
  }

  /** One row for each left row that has a partner: the pair with its nearest. */
  private Dataset<Row> nearest(ScanAccumulator counts) {
    Dataset<Row> rows =
        scannedRows
            .rows()
            .filter(CoverageFilter.column(index, counts, scanned))
            .withColumn(scanned.id(), monotonically_increasing_id());
    List<String> given = Arrays.asList(withoutWorkings(rows).columns());
    NearestPairs nearest = new NearestPairs(index, counts, scanned, rows.schema(), given);
    WindowSpec nearestFirst = nearestFirst(NearestPairs.GROUP);
    Dataset<Row> ranked =
        rows.mapPartitions(nearest, Encoders.row(nearest.schema()))
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
        posexplode(ids.apply(col(NearestPairs.GROUP))).as(new String[] {POSITION, indexed.id()});
    // Only the first row of a group is the nearest of a scanned row.
    return ofGroups
        .select(col("*"), id)
        .withColumn(
            scanned.rank(), when(col(POSITION).equalTo(0), col(scanned.rank())).otherwise(2))
        .drop(POSITION);
  }

  private Dataset<Row> scannedWithoutPartner() {
    Column mayPair = CoverageFilter.column(index, scan, scanned);
    Dataset<Row> found = scannedRows.rows().withColumn(HITS, when(mayPair, found(scan)));
    Dataset<Row> without = found.filter(col(HITS).isNull()).drop(HITS);
    return scannedRows.restored(withoutWorkings(without)).withColumn(scanned.partners(), lit(0L));
  }

  private Dataset<Row> withoutWorkings(Dataset<Row> rows) {
    return rows.drop(
        scanned.ra(),
        scanned.dec(),
        scanned.error(),
        scanned.more(),
        scanned.withoutError(),
        scanned.hasKey(),
        scanned.moved(),
        scanned.rejection());
  }
}
