package allsky.spark.crossmatch.pairs.attach;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import allsky.Causes;
import allsky.spark.crossmatch.control.ChanceAlignments;
import allsky.spark.crossmatch.control.OffsetControlSample;
import allsky.spark.crossmatch.control.SeparationBins;
import allsky.spark.crossmatch.pairs.Crowd;
import allsky.spark.crossmatch.pairs.PairDiagnostics;
import allsky.spark.crossmatch.pairs.PairFinder;
import allsky.spark.crossmatch.pairs.PositionCounts;
import allsky.spark.crossmatch.pairs.index.IndexedPositions;
import allsky.spark.crossmatch.pairs.scan.CoverageFilter;
import allsky.spark.crossmatch.pairs.scan.IndexedPairs;
import allsky.spark.crossmatch.pairs.scan.ScanAccumulator;
import allsky.spark.crossmatch.request.BySide;
import allsky.spark.crossmatch.request.JoinKind;
import allsky.spark.crossmatch.request.MatchMode;
import allsky.spark.crossmatch.request.MatchRequest;
import allsky.spark.crossmatch.request.MatchSelection;
import allsky.spark.crossmatch.request.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Finds pairs with an index, and reads each catalog once. The carried columns of the smaller side
 * are in memory next to the index. One scan of the larger side keeps the rows that pair as bytes on
 * the executors' disks, and sums up the pairs of each indexed row. Then both are put together, in
 * the pass that writes. Nothing is shuffled or joined.
 *
 * <p>{@link IndexedPairs} finds the same pairs where the columns or the sums do not fit in memory,
 * where many rows of the index are near each other, and where the ranks of the later pairs of an
 * indexed row matter.
 */
public final class AttachedPairs implements PairFinder {

  /** Rows of the index without a pair that one task returns. */
  private static final int ROWS_OF_TASK = 100_000;

  private final Side indexed;
  private final Side scanned;
  private final MatchRequest request;
  private final SeparationBins bins;
  private final JavaSparkContext context;
  private final Dataset<Row> scannedRows;
  private final DataType indexedColumns;
  private final int carriedRows;
  private final PairDiagnostics.Input ofIndexed;
  private final double chanceWeight;
  private final Broadcast<IndexedPositions> index;
  private final Broadcast<CarriedRows> carried;
  // Two, because Spark may filter the rows of a small table on the driver.
  private final ScanAccumulator filtered;
  private final ScanAccumulator scan;
  private final IndexedHits hits;
  private Optional<JavaRDD<byte[]>> kept = Optional.empty();
  private Optional<Broadcast<PartnerRanks>> ranks = Optional.empty();
  private Optional<IndexedPairs> shuffled = Optional.empty();

  /** A finder of this kind, or {@link IndexedPairs} where it is not possible. */
  public static PairFinder of(Side indexed, MatchRequest request) {
    MatchSelection selection = request.rule().selection();
    if (indexed == Side.LEFT && selection.writesRank() && selection.takesLaterRanks()) {
      // The sums have the nearest pair of an indexed row, and not the ranks of the others.
      return new IndexedPairs(indexed, request);
    }
    Dataset<Row> rows = request.input(indexed).rowsWithRejection(indexed);
    boolean keepsFaulty = request.join().keeps(indexed);
    Optional<IndexedSide> read =
        IndexedSide.read(
            rows, indexed, request.rule(), keepsFaulty, request.limits().maxCarriedBytes());
    if (read.isEmpty()) {
      return new IndexedPairs(indexed, request);
    }
    IndexedPositions positions = new IndexedPositions(indexed, read.get().positions(), request);
    return positions.crowd().isPresent() || positions.isGrouped()
        ? new IndexedPairs(indexed, request)
        : new AttachedPairs(indexed, request, rows, read.get(), positions);
  }

  private AttachedPairs(
      Side indexed,
      MatchRequest request,
      Dataset<Row> rows,
      IndexedSide read,
      IndexedPositions positions) {
    this.indexed = indexed;
    this.scanned = indexed.other();
    this.request = request;
    this.bins = positions.bins();
    this.context = JavaSparkContext.fromSparkContext(rows.sparkSession().sparkContext());
    this.scannedRows = request.input(scanned).rowsWithRejection(scanned);
    this.indexedColumns = rows.schema().apply(indexed.row()).dataType();
    this.carriedRows = read.carried().size();
    this.ofIndexed =
        new PairDiagnostics.Input(
            read.positions().counts(), read.rejections(), read.positions().repeatedKeys());
    this.chanceWeight = positions.chanceWeight();
    this.index = context.broadcast(positions);
    this.carried = context.broadcast(read.carried());
    this.filtered = new ScanAccumulator(bins.count());
    this.scan = new ScanAccumulator(bins.count());
    boolean ranksIndexed = indexed == Side.LEFT || request.rule().mode() == MatchMode.MUTUAL;
    this.hits =
        new IndexedHits(
            read.positions().size(), ranksIndexed, request.limits().maxCarriedBytes() / 4);
    context.sc().register(filtered, "crossmatch filter");
    context.sc().register(scan, "crossmatch scan");
    context.sc().register(hits, "crossmatch hits");
  }

  /** Scans the larger side. */
  @Override
  public Found pairs(JoinKind join) {
    Dataset<Row> near = scannedRows.filter(CoverageFilter.column(index, filtered, scanned));
    RowLayout layout = RowLayout.of(near.schema(), scanned);
    // On disk, so that memory does not grow with the number of pairs.
    JavaRDD<byte[]> packed =
        near.queryExecution()
            .toRdd()
            .toJavaRDD()
            .mapPartitionsWithIndex(new HitPacker(index, scan, hits, layout), true)
            .persist(StorageLevel.DISK_ONLY());
    kept = Optional.of(packed);
    if (!isScanned(packed)) {
      release();
      shuffled = Optional.of(new IndexedPairs(indexed, request));
      return shuffled.get().pairs(join);
    }
    ranks = Optional.of(context.broadcast(hits.value()));
    PairRows rows = new PairRows(indexed, layout.fields(), carried, ranks.get());
    // These partitions come first, so that a lost one is made again under its own number: the
    // accumulators count it once.
    JavaRDD<InternalRow> pairs = packed.mapPartitionsWithIndex(rows::pairs, true);
    DataType scannedColumns = near.schema().apply(scanned.row()).dataType();
    StructType schema =
        indexed == Side.LEFT
            ? PairRows.schema(indexedColumns, scannedColumns)
            : PairRows.schema(scannedColumns, indexedColumns);
    SparkSession spark = near.sparkSession();
    Dataset<Row> found = spark.internalCreateDataFrame(pairs.rdd(), schema, false);
    List<Dataset<Row>> single = new ArrayList<>();
    if (join.keeps(indexed)) {
      single.add(spark.internalCreateDataFrame(unpaired(rows).rdd(), schema, false));
    }
    if (join.keeps(scanned)) {
      single.add(scannedWithoutPartner());
    }
    return new Found(found, single.stream().reduce((some, more) -> some.unionByName(more, true)));
  }

  /** Runs the scan; false if the pairs of the indexed rows are too many for the driver. */
  private boolean isScanned(JavaRDD<byte[]> packed) {
    try {
      packed.foreachPartition(chunks -> {});
    } catch (Exception e) {
      if (Causes.of(e).noneMatch(cause -> isTooLarge(cause.getMessage()))) {
        throw e;
      }
      return false;
    }
    return !hits.isIncomplete();
  }

  private static boolean isTooLarge(String message) {
    return message != null && message.contains("spark.driver.maxResultSize");
  }

  private JavaRDD<InternalRow> unpaired(PairRows rows) {
    int tasks = 1 + carriedRows / ROWS_OF_TASK;
    int all = carriedRows;
    List<Integer> starts = IntStream.range(0, tasks).map(i -> i * ROWS_OF_TASK).boxed().toList();
    return context
        .parallelize(starts, tasks)
        .flatMap(
            start -> rows.unpaired(IntStream.range(start, Math.min(all, start + ROWS_OF_TASK))));
  }

  private Dataset<Row> scannedWithoutPartner() {
    return scannedRows
        .filter(PartnerFilter.without(index, bins, scanned, request.rule()))
        .select(col(scanned.row()), lit(0L).as(scanned.partners()));
  }

  @Override
  public Optional<Crowd> crowd() {
    return Optional.empty();
  }

  @Override
  public long rowsScanned() {
    return shuffled.map(IndexedPairs::rowsScanned).orElseGet(() -> counts().rows());
  }

  @Override
  public PairDiagnostics diagnostics() {
    if (shuffled.isPresent()) {
      return shuffled.get().diagnostics();
    }
    PairDiagnostics.Input ofScanned = new PairDiagnostics.Input(counts(), scan.rejections(), 0);
    return new PairDiagnostics(
        BySide.of(side -> side == indexed ? ofIndexed : ofScanned),
        ChanceAlignments.ofSample(scan.chancePairs(), chanceWeight),
        OffsetControlSample.whyNot(bins.radiusArcsec()),
        Optional.empty());
  }

  private PositionCounts counts() {
    PositionCounts all = filtered.counts();
    all.add(scan.counts());
    return all;
  }

  @Override
  public void close() {
    shuffled.ifPresentOrElse(IndexedPairs::close, this::release);
  }

  private void release() {
    kept.ifPresent(JavaRDD::unpersist);
    ranks.ifPresent(Broadcast::destroy);
    index.destroy();
    carried.destroy();
  }
}
