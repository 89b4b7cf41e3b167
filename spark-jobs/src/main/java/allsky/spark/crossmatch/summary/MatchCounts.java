package allsky.spark.crossmatch.summary;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import allsky.spark.crossmatch.control.SeparationBins;
import allsky.spark.table.MatchTable;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The matches of a table by label, by split and by separation, counted in one pass over it. */
public final class MatchCounts {

  /** Steps of separation that one step of the histogram is counted in, for the quantiles. */
  private static final int FINENESS = 25;

  private static final String BIN = "bin";
  private static final double[] QUANTILES = {0.1, 0.5, 0.9, 0.99};

  private final SeparationBins bins;
  private final long[] fine;
  private final SortedMap<String, Long> byLabel = new TreeMap<>();
  private final SortedMap<String, Long> bySplit = new TreeMap<>();
  private long matches;
  private long ambiguous;
  private double sources;
  private double separationSum;
  private double greatestSeparation;

  /**
   * Counts the matches.
   *
   * @param written rows of the match table; rows without a match are not counted
   */
  public MatchCounts(Dataset<Row> written, SeparationBins bins) {
    this.bins = bins;
    this.fine = new long[bins.count() * FINENESS];
    for (Row row : grouped(written).collectAsList()) {
      add(row);
    }
  }

  private Dataset<Row> grouped(Dataset<Row> written) {
    Column separation = col(MatchTable.SEPARATION_ARCSEC);
    Column candidates = col(MatchTable.CANDIDATES);
    Column sourceCandidates = col(MatchTable.SOURCE_CANDIDATES);
    Column isAmbiguous = not(candidates.equalTo(1).and(sourceCandidates.equalTo(1)));
    Column step =
        bins.radiusArcsec() == 0
            ? lit(0L)
            : least(
                floor(separation.divide(bins.radiusArcsec()).multiply(fine.length)),
                lit(fine.length - 1L));
    return written
        .filter(separation.isNotNull())
        .groupBy(orNull(written, MatchTable.LABEL), orNull(written, MatchTable.SPLIT), step.as(BIN))
        .agg(
            count(lit(1)),
            count(when(isAmbiguous, 1)),
            sum(separation),
            max(separation),
            sum(lit(1.0).divide(candidates)));
  }

  private static Column orNull(Dataset<Row> rows, String column) {
    boolean isThere = Arrays.asList(rows.columns()).contains(column);
    return (isThere ? col(column) : lit(null).cast("string")).as(column);
  }

  private void add(Row row) {
    long count = row.getLong(3);
    matches += count;
    ambiguous += row.getLong(4);
    separationSum += row.getDouble(5);
    greatestSeparation = Math.max(greatestSeparation, row.getDouble(6));
    sources += row.getDouble(7);
    fine[(int) row.getLong(2)] += count;
    if (!row.isNullAt(0)) {
      byLabel.merge(row.getString(0), count, Long::sum);
    }
    if (!row.isNullAt(1)) {
      bySplit.merge(row.getString(1), count, Long::sum);
    }
  }

  /** Rows with a match. */
  public long matches() {
    return matches;
  }

  /** Matches by label; empty for a catalog without classes. */
  SortedMap<String, Long> byLabel() {
    return byLabel;
  }

  /** Matches by part of the training set; empty for a catalog without classes. */
  SortedMap<String, Long> bySplit() {
    return bySplit;
  }

  /** Matches whose source or partner has another within the radius. */
  long ambiguous() {
    return ambiguous;
  }

  /** Sources with a match, where all pairs are matches: a source has a row for each candidate. */
  public long sourcesOfAllPairs() {
    return Math.round(sources);
  }

  /** Width of a step of {@link #histogram}, arcsec. */
  public double stepArcsec() {
    return bins.start(1);
  }

  /** Matches by step of separation, from 0 to the radius. */
  public long[] histogram() {
    long[] steps = new long[bins.count()];
    for (int i = 0; i < fine.length; i++) {
      steps[i / FINENESS] += fine[i];
    }
    return steps;
  }

  /** Mean, quantiles (to a thousandth of the radius) and largest separation; empty with none. */
  SortedMap<String, Double> separations() {
    SortedMap<String, Double> values = new TreeMap<>();
    if (matches > 0) {
      values.put("mean", separationSum / matches);
      values.put("largest", greatestSeparation);
      for (double quantile : QUANTILES) {
        values.put("quantile " + quantile, quantile(quantile));
      }
    }
    return values;
  }

  /** Takes the matches within a step as evenly spread. */
  private double quantile(double quantile) {
    double wanted = quantile * matches;
    double before = 0;
    for (int i = 0; i < fine.length; i++) {
      if (before + fine[i] >= wanted && fine[i] > 0) {
        double inStep = (wanted - before) / fine[i];
        return Math.min(greatestSeparation, bins.radiusArcsec() * (i + inStep) / fine.length);
      }
      before += fine[i];
    }
    return greatestSeparation;
  }
}
