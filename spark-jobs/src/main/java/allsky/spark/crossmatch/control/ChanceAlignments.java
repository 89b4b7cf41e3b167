package allsky.spark.crossmatch.control;

import java.util.Optional;
import java.util.stream.LongStream;

/**
 * The chance alignments within the radius: how many pairs are expected if no row has a true
 * partner. They are measured with an {@link OffsetControlSample}.
 *
 * @param expected pairs of the complete catalog, by step of separation
 * @param counted the pairs of the control sample behind the expectation
 */
public record ChanceAlignments(double[] expected, long counted) {

  /**
   * Scales the pairs of a control sample.
   *
   * @param counted pairs of the control sample, by step of separation
   * @param weight pairs of the complete catalog for each of them
   */
  public static ChanceAlignments of(long[] counted, double weight) {
    double[] expected = LongStream.of(counted).mapToDouble(pairs -> pairs * weight).toArray();
    return new ChanceAlignments(expected, LongStream.of(counted).sum());
  }

  /** The same, or empty without a control sample, which has the weight 0. */
  public static Optional<ChanceAlignments> ofSample(long[] counted, double weight) {
    return weight == 0 ? Optional.empty() : Optional.of(of(counted, weight));
  }

  /** Within the radius. */
  public double total() {
    double sum = 0;
    for (double pairs : expected) {
      sum += pairs;
    }
    return sum;
  }
}
