package allsky.spark.crossmatch;

import static java.util.concurrent.CompletableFuture.supplyAsync;

import allsky.sky.SkyCoverage;
import allsky.sky.ZoneIndex;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.DoubleStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/** One side's positions with their row ids, as they travel to the executors. */
final class IndexedPositions implements Serializable {

  private static final long serialVersionUID = 1L;

  static final String ID = "id";
  static final String SEPARATION = "separation";
  static final String SIGMAS = "sigmas";

  /** What {@link #hits} gives: ids of the rows that pair, nearest first, and how far they are. */
  static final ArrayType HITS =
      DataTypes.createArrayType(
          DataTypes.createStructType(
              new StructField[] {
                DataTypes.createStructField(ID, DataTypes.LongType, false),
                DataTypes.createStructField(SEPARATION, DataTypes.DoubleType, false),
                DataTypes.createStructField(SIGMAS, DataTypes.DoubleType, false)
              }),
          false);

  private final PackedPositions rows;
  private final ZoneIndex index;
  private final SkyCoverage coverage;
  private final ShiftedPositions shifted;
  private final MatchRule rule;
  private final SeparationBins bins;

  IndexedPositions(PackedPositions rows, MatchRule rule, SeparationBins bins) {
    double radius = rule.radiusArcsec();
    this.rows = rows;
    CompletableFuture<ZoneIndex> built =
        supplyAsync(() -> ZoneIndex.of(rows.raDeg(), rows.decDeg(), radius));
    this.shifted = ShiftedPositions.of(rows.raDeg(), rows.decDeg(), radius);
    this.coverage =
        SkyCoverage.of(
            joined(rows.raDeg(), shifted.raDeg()), joined(rows.decDeg(), shifted.decDeg()), radius);
    this.index = built.join();
    this.rule = rule;
    this.bins = bins;
  }

  private static double[] joined(double[] first, double[] second) {
    return DoubleStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
  }

  /** How many pairs of the catalog one counted chance pair stands for; 0 where none is counted. */
  double chanceWeight() {
    return shifted.weight();
  }

  /**
   * False where a position pairs with nothing, by chance neither: one look, for most positions.
   *
   * @param ra degrees
   * @param dec degrees
   */
  boolean mayPair(double ra, double dec) {
    return coverage.mayReach(ra, dec);
  }

  /**
   * The rows that pair with a position, nearest first, or null where there are none.
   *
   * @param error of the scanned position, arcsec, or null
   * @param chancePairs to count in, by step of separation
   */
  List<Row> hits(double ra, double dec, Double error, long[] chancePairs) {
    shifted.visitWithin(
        ra,
        dec,
        rule.radiusArcsec(),
        (row, separation) -> {
          if (rule.allows(separation, error, rows.error(row))) {
            chancePairs[bins.of(separation)]++;
          }
        });
    return found(ra, dec, error);
  }

  private List<Row> found(double ra, double dec, Double error) {
    List<Hit> hits = new ArrayList<>(0);
    index.visitWithin(
        ra,
        dec,
        rule.radiusArcsec(),
        (row, separation) -> {
          double sigmas = rule.sigmas(separation, error, rows.error(row));
          if (sigmas <= rule.greatestSigmas()) {
            hits.add(new Hit(rows.id(row), rows.tie(row), separation, sigmas));
          }
        });
    if (hits.size() > 1) {
      hits.sort(rule.countsErrors() ? Hit.LEAST_SIGMAS : Hit.NEAREST);
    }
    return hits.isEmpty() ? null : hits.stream().map(Hit::row).toList();
  }

  private record Hit(long id, long tie, double separation, double sigmas) {

    static final Comparator<Hit> NEAREST =
        Comparator.comparingDouble(Hit::separation)
            .thenComparingLong(Hit::tie)
            .thenComparingLong(Hit::id);

    static final Comparator<Hit> LEAST_SIGMAS =
        Comparator.comparingDouble(Hit::sigmas).thenComparing(NEAREST);

    Row row() {
      return RowFactory.create(id, separation, sigmas);
    }
  }
}
