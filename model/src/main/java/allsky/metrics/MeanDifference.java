package allsky.metrics;

import allsky.metrics.interval.Estimate;
import allsky.metrics.interval.Proportion;
import java.util.List;

/**
 * The difference of accuracy of two classifiers on the same sources, each trained with several
 * seeds. The unit is the source: its value is the share of the trainings of the first classifier
 * that have it right, less the share of the second. The interval is the normal one of the mean of
 * these values. It has the chance in the choice of the sources, and not the chance in the seeds.
 */
public final class MeanDifference {

  private MeanDifference() {}

  /**
   * The mean of the differences and its 95 % interval.
   *
   * @param first for each training of the first classifier whether each source is right
   * @param second likewise for the second classifier and the same sources
   * @return {@link Estimate#NONE} for fewer than two sources
   */
  public static Estimate of(List<boolean[]> first, List<boolean[]> second) {
    int sources = first.get(0).length;
    if (sources < 2) {
      return Estimate.NONE;
    }
    double sum = 0;
    double squares = 0;
    for (int source = 0; source < sources; source++) {
      double difference = share(first, source) - share(second, source);
      sum += difference;
      squares += difference * difference;
    }
    double mean = sum / sources;
    double variance = Math.max(0, squares - sources * mean * mean) / (sources - 1);
    double half = Proportion.Z * Math.sqrt(variance / sources);
    return new Estimate(mean, mean - half, mean + half);
  }

  private static double share(List<boolean[]> trainings, int source) {
    long right = trainings.stream().filter(training -> training[source]).count();
    return (double) right / trainings.size();
  }
}
