package allsky.spark.crossmatch.pairs.index;

import static java.util.concurrent.CompletableFuture.supplyAsync;

import allsky.sky.SkyCoverage;
import allsky.sky.ZoneIndex;
import allsky.spark.crossmatch.control.OffsetControlSample;
import allsky.spark.crossmatch.control.SeparationBins;
import allsky.spark.crossmatch.pairs.Crowd;
import allsky.spark.crossmatch.request.ComparedRow;
import allsky.spark.crossmatch.request.MatchRequest;
import allsky.spark.crossmatch.request.MatchRule;
import allsky.spark.crossmatch.request.Side;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.DoubleStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/** The positions of one side with their row ids, as they are sent to the executors. */
public final class IndexedPositions implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Field of a hit: the id of the indexed row. */
  public static final String ID = "id";

  /** Field of a hit: separation, arcsec. */
  public static final String SEPARATION = "separation";

  /** Field of a hit: separation in units of its error; 0 if errors do not count. */
  public static final String SIGMAS = "sigmas";

  /** The type of {@link #hits}: ids of the rows that pair, nearest first, and their separations. */
  public static final ArrayType HITS =
      DataTypes.createArrayType(
          DataTypes.createStructType(
              new StructField[] {
                DataTypes.createStructField(ID, DataTypes.LongType, false),
                DataTypes.createStructField(SEPARATION, DataTypes.DoubleType, false),
                DataTypes.createStructField(SIGMAS, DataTypes.DoubleType, false)
              }),
          false);

  private final Side side;
  private final PackedPositions rows;
  private final ZoneIndex index;
  // Null if the index has single rows: no position has many neighbours, or all pairs are requested.
  private final PositionGroups groups;
  private final SkyCoverage coverage;
  private final OffsetControlSample control;
  private final MatchRule rule;
  private final SeparationBins bins;
  private final transient Optional<Crowd> crowd;

  /** Receives the pairs that a probe makes, in no particular order. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * @param row the index of the row, or of its group where there are {@link #groups}
     */
    void visit(int row, double separation, double sigmas);
  }

  /** Indexes the rows of one side. */
  public IndexedPositions(Side side, PackedPositions rows, MatchRequest request) {
    MatchRule rule = request.rule();
    int maxNeighbours = request.limits().maxNeighbours();
    double radius = rule.radiusArcsec();
    this.side = side;
    this.rows = rows;
    this.rule = rule;
    this.bins = SeparationBins.within(radius);
    CompletableFuture<ZoneIndex> built =
        supplyAsync(() -> ZoneIndex.of(rows.raDeg(), rows.decDeg(), radius));
    this.control = OffsetControlSample.of(rows.raDeg(), rows.decDeg(), radius);
    this.coverage =
        SkyCoverage.of(
            joined(rows.raDeg(), control.raDeg()), joined(rows.decDeg(), control.decDeg()), radius);
    ZoneIndex all = built.join();
    if (all.densest(radius) <= maxNeighbours) {
      this.groups = null;
      this.crowd = Optional.empty();
      this.index = all;
      return;
    }
    PositionGroups found = PositionGroups.of(rows);
    this.crowd = found.crowd(side, maxNeighbours);
    this.groups = request.makesAllPairs() ? null : found;
    this.index =
        groups == null ? all : ZoneIndex.of(found.heads().raDeg(), found.heads().decDeg(), radius);
  }

  private static double[] joined(double[] first, double[] second) {
    return DoubleStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
  }

  /** The largest number of rows at one position, if it is a crowd; only on the driver. */
  public Optional<Crowd> crowd() {
    return crowd;
  }

  /** The steps of separation in which chance pairs are counted. */
  public SeparationBins bins() {
    return bins;
  }

  /** True if {@link #visit} visits groups of rows; never if all pairs are made. */
  public boolean isGrouped() {
    return groups != null;
  }

  /** The groups of rows that are visited. */
  public PositionGroups groups() {
    return groups;
  }

  /**
   * The number of pairs of the catalog that one counted chance pair represents; 0 if none is
   * counted.
   */
  public double chanceWeight() {
    return control.weight();
  }

  /**
   * False if a position has no pair, neither in the catalog nor in the control sample. For most
   * positions this takes one look-up.
   *
   * @param ra degrees
   * @param dec degrees
   */
  public boolean mayPair(double ra, double dec) {
    return coverage.mayReach(ra, dec);
  }

  /**
   * The rows that pair with a scanned row, nearest first, or null if there are none.
   *
   * @param chancePairs to count in, by step of separation
   */
  public List<Row> hits(ComparedRow scanned, long[] chancePairs) {
    List<Hit> hits = new ArrayList<>(0);
    visit(
        scanned,
        chancePairs,
        (row, separation, sigmas) ->
            hits.add(new Hit(rows.id(row), rows.tie(row), separation, sigmas)));
    if (hits.size() > 1) {
      hits.sort(rule.countsErrors() ? Hit.MIN_SIGMAS : Hit.NEAREST);
    }
    return hits.isEmpty() ? null : hits.stream().map(Hit::row).toList();
  }

  /**
   * Finds the rows that pair with a scanned row; not with groups.
   *
   * @param chancePairs to count in, by step of separation
   * @param found receives the rows, nearest first; what it held before is lost
   */
  public void find(ComparedRow scanned, long[] chancePairs, HitList found) {
    found.clear();
    visit(scanned, chancePairs, found);
    found.sort(rows);
  }

  /** Visits the rows or groups that pair with a scanned row. */
  public void visit(ComparedRow scanned, long[] chancePairs, Visitor visitor) {
    PackedPositions indexed = groups == null ? rows : groups.heads();
    if (rule.isPlain()) {
      visitPlain(scanned, indexed, chancePairs, visitor);
    } else {
      visitCompared(scanned, indexed, chancePairs, visitor);
    }
  }

  private void visitPlain(
      ComparedRow scanned, PackedPositions indexed, long[] chancePairs, Visitor visitor) {
    double error = scanned.errorArcsec();
    control.visit(
        scanned.raDeg(),
        scanned.decDeg(),
        (row, separation) -> {
          if (rule.sigmas(separation, error, rows.error(row)) <= rule.maxSigmas()) {
            chancePairs[bins.of(separation)]++;
          }
        });
    index.visitWithin(
        scanned.raDeg(),
        scanned.decDeg(),
        rule.radiusArcsec(),
        (row, separation) -> {
          double sigmas = rule.sigmas(separation, error, indexed.error(row));
          if (sigmas <= rule.maxSigmas()) {
            visitor.visit(row, separation, sigmas);
          }
        });
  }

  private void visitCompared(
      ComparedRow scanned, PackedPositions indexed, long[] chancePairs, Visitor visitor) {
    control.visitNumbers(
        scanned.raDeg(),
        scanned.decDeg(),
        (number, separation) -> {
          ComparedRow row = rows.compared(control.original(number));
          ComparedRow offset = row.at(control.position(number, row.position()));
          if (!Double.isNaN(sigmas(separation, offset, scanned))) {
            chancePairs[bins.of(separation)]++;
          }
        });
    index.visitWithin(
        scanned.raDeg(),
        scanned.decDeg(),
        rule.radiusArcsec(),
        (row, separation) -> {
          double sigmas = sigmas(separation, indexed.compared(row), scanned);
          if (!Double.isNaN(sigmas)) {
            visitor.visit(row, separation, sigmas);
          }
        });
  }

  /** In the order of the sides, so that each road computes the same bits. */
  private double sigmas(double separation, ComparedRow indexed, ComparedRow scanned) {
    return side == Side.LEFT
        ? rule.sigmasOfPair(separation, indexed, scanned)
        : rule.sigmasOfPair(separation, scanned, indexed);
  }

  private record Hit(long id, long tie, double separation, double sigmas) {

    static final Comparator<Hit> NEAREST =
        Comparator.comparingDouble(Hit::separation)
            .thenComparingLong(Hit::tie)
            .thenComparingLong(Hit::id);

    static final Comparator<Hit> MIN_SIGMAS =
        Comparator.comparingDouble(Hit::sigmas).thenComparing(NEAREST);

    Row row() {
      return RowFactory.create(id, separation, sigmas);
    }
  }
}
