package allsky.spark.crossmatch.summary;

import allsky.spark.crossmatch.control.SeparationBins;
import java.io.Serializable;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/** The rows of a match table, and its matches by label, by split and by separation. */
public final class MatchCounts implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Steps of separation that one step of the histogram is counted in, for the quantiles. */
  private static final int FINENESS = 25;

  private static final double[] QUANTILES = {0.1, 0.5, 0.9, 0.99};

  private final SeparationBins bins;
  private final int maxPerSource;
  private final long[] fine;
  private final TreeMap<String, Long> byLabel = new TreeMap<>();
  private final TreeMap<String, Long> bySplit = new TreeMap<>();
  private long rows;
  private long matches;
  private long ambiguous;
  private double sources;
  private double separationSum;
  private double maxSeparation;

  /**
   * No rows; separations are counted within the radius of these steps.
   *
   * @param maxPerSource the maximum number of matches of a source
   */
  public MatchCounts(SeparationBins bins, int maxPerSource) {
    this.bins = bins;
    this.maxPerSource = maxPerSource;
    this.fine = new long[bins.count() * FINENESS];
  }

  /**
   * Counts a row.
   *
   * @param label null if the match has no class
   * @param split null if the match is in no part of a training set
   * @param separationArcsec null for a row without a match, of which only the row is counted
   */
  public void add(
      String label,
      String split,
      Double separationArcsec,
      Integer candidates,
      Integer sourceCandidates) {
    rows++;
    if (separationArcsec == null) {
      return;
    }
    matches++;
    ambiguous += candidates == 1 && sourceCandidates == 1 ? 0 : 1;
    sources += 1.0 / Math.min(candidates, maxPerSource);
    separationSum += separationArcsec;
    maxSeparation = Math.max(maxSeparation, separationArcsec);
    fine[step(separationArcsec)]++;
    if (label != null) {
      byLabel.merge(label, 1L, Long::sum);
    }
    if (split != null) {
      bySplit.merge(split, 1L, Long::sum);
    }
  }

  private int step(double separationArcsec) {
    return bins.radiusArcsec() == 0
        ? 0
        : (int) Math.min(fine.length - 1, separationArcsec / bins.radiusArcsec() * fine.length);
  }

  /** Adds the counts of other rows. */
  void add(MatchCounts other) {
    rows += other.rows;
    matches += other.matches;
    ambiguous += other.ambiguous;
    sources += other.sources;
    separationSum += other.separationSum;
    maxSeparation = Math.max(maxSeparation, other.maxSeparation);
    Arrays.setAll(fine, i -> fine[i] + other.fine[i]);
    other.byLabel.forEach((label, count) -> byLabel.merge(label, count, Long::sum));
    other.bySplit.forEach((split, count) -> bySplit.merge(split, count, Long::sum));
  }

  /** Rows with or without a match. */
  public long rows() {
    return rows;
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

  /** Sources with a match: a source has a row for each candidate, up to that maximum. */
  public long sources() {
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
      values.put("largest", maxSeparation);
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
        return Math.min(maxSeparation, bins.radiusArcsec() * (i + inStep) / fine.length);
      }
      before += fine[i];
    }
    return maxSeparation;
  }
}
