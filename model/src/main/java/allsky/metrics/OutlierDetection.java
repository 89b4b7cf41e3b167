package allsky.metrics;

import allsky.metrics.interval.Estimate;
import allsky.metrics.interval.Proportion;
import java.util.Arrays;

/**
 * How well a score separates unusual sources from ordinary ones.
 *
 * @param areaUnderRoc probability that an unusual source has a larger score than an ordinary one
 * @param recall the unusual sources whose score is above those of 99 % of the ordinary sources
 */
public record OutlierDetection(Estimate areaUnderRoc, Proportion recall) {

  /** The share of ordinary sources that are flagged, at most. */
  public static final double FALSE_ALARMS = 0.01;

  /**
   * Measures a score.
   *
   * @param ordinary scores of ordinary sources, one or more
   * @param unusual scores of unusual sources, one or more; larger for the more unusual
   */
  public static OutlierDetection of(double[] ordinary, double[] unusual) {
    double[] scores = Arrays.copyOf(unusual, unusual.length + ordinary.length);
    System.arraycopy(ordinary, 0, scores, unusual.length, ordinary.length);
    boolean[] positive = new boolean[scores.length];
    Arrays.fill(positive, 0, unusual.length, true);
    Estimate area =
        AreaUnderCurve.of(RocCurve.of(scores, positive).area(), unusual.length, ordinary.length);
    double limit = limit(ordinary);
    long found = Arrays.stream(unusual).filter(score -> score > limit).count();
    return new OutlierDetection(area, new Proportion(found, unusual.length));
  }

  /** The smallest ordinary score that at most {@link #FALSE_ALARMS} of them exceed. */
  private static double limit(double[] ordinary) {
    double[] sorted = ordinary.clone();
    Arrays.sort(sorted);
    int above = (int) Math.floor(FALSE_ALARMS * sorted.length + 1e-9);
    return sorted[sorted.length - 1 - above];
  }
}
