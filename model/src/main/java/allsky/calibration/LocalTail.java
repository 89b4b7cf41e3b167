package allsky.calibration;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How unusual a score is among ordinary sources of the same W1. Around each of some magnitudes it
 * knows the median of the scores, their quantile 0.95, and the scale of the exponential tail that
 * continues from there through the quantile 0.99. A mean excess would be the scale of the few real
 * outliers among the ordinary sources. Between the magnitudes the three numbers are interpolated;
 * beyond the brightest and the faintest magnitude they stay constant.
 *
 * @param w1 the magnitudes in ascending order, one or more
 * @param median by magnitude
 * @param high the quantile 0.95 by magnitude, above the median
 * @param scale of the tail by magnitude, above 0
 * @param all the same three numbers for all sources, for a source without W1
 */
record LocalTail(double[] w1, double[] median, double[] high, double[] scale, double[] all)
    implements Serializable {

  private static final double HIGH = 0.95;
  private static final double HIGHER = 0.99;
  private static final int KNOTS_IN_WINDOW = 4;

  /**
   * Learns from ordinary sources.
   *
   * @param w1 Vega mag; NaN for a source without it
   * @param scores one for each source, one or more
   * @param faint all sources brighter than this W1 count as of the same magnitude
   * @param window number of the other sources around a magnitude; if there are fewer, their numbers
   *     are those of the brighter ones
   */
  static LocalTail of(double[] w1, double[] scores, double faint, int window) {
    int[] byW1 =
        IntStream.range(0, w1.length)
            .filter(i -> !Double.isNaN(w1[i]))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> w1[i]))
            .mapToInt(i -> i)
            .toArray();
    int[] bright = Arrays.stream(byW1).filter(i -> w1[i] < faint).toArray();
    int[] others = Arrays.copyOfRange(byW1, bright.length, byW1.length);
    double[] all = numbers(scores);
    List<int[]> windows = new ArrayList<>();
    if (bright.length > 0) {
      windows.add(bright);
    }
    for (int first = 0; first + window <= others.length; first += window / KNOTS_IN_WINDOW) {
      windows.add(Arrays.copyOfRange(others, first, first + window));
    }
    if (windows.isEmpty()) {
      return of(new double[] {0}, List.of(all), all);
    }
    // The bright sources keep their numbers up to the magnitude at which they end.
    double[] middle =
        windows.stream()
            .mapToDouble(
                each ->
                    each == bright
                        ? w1[bright[bright.length - 1]]
                        : Arrays.stream(each).mapToDouble(i -> w1[i]).average().orElseThrow())
            .toArray();
    List<double[]> ofEach =
        windows.stream()
            .map(each -> numbers(Arrays.stream(each).mapToDouble(i -> scores[i]).toArray()))
            .toList();
    return of(middle, ofEach, all);
  }

  private static LocalTail of(double[] w1, List<double[]> numbers, double[] all) {
    return new LocalTail(w1, column(numbers, 0), column(numbers, 1), column(numbers, 2), all);
  }

  private static double[] column(List<double[]> rows, int index) {
    return rows.stream().mapToDouble(row -> row[index]).toArray();
  }

  private static double[] numbers(double[] scores) {
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    double median = sorted[sorted.length / 2];
    double high = Math.max(quantile(sorted, HIGH), median + 1e-6);
    double scale = (quantile(sorted, HIGHER) - high) / Math.log((1 - HIGH) / (1 - HIGHER));
    return new double[] {median, high, Math.max(scale, 1e-6)};
  }

  private static double quantile(double[] sorted, double quantile) {
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(quantile * sorted.length))];
  }

  /**
   * Minus the decimal logarithm of the probability that an ordinary source of this W1 has a larger
   * score: 2 for 1 %. Below the median it is a straight line, which may be negative.
   *
   * @param atW1 Vega mag, or NaN
   */
  double rarity(double atW1, double score) {
    double[] numbers = at(atW1);
    double beyond = score - numbers[1];
    double half = -Math.log10(0.5);
    double few = -Math.log10(1 - HIGH);
    return beyond > 0
        ? few + beyond / (numbers[2] * Math.log(10))
        : half + (few - half) * (score - numbers[0]) / (numbers[1] - numbers[0]);
  }

  private double[] at(double atW1) {
    if (Double.isNaN(atW1)) {
      return all;
    }
    int next = Arrays.binarySearch(w1, atW1);
    int right = next >= 0 ? next : -next - 1;
    if (right == 0 || right == w1.length) {
      int edge = Math.min(right, w1.length - 1);
      return new double[] {median[edge], high[edge], scale[edge]};
    }
    double share = (atW1 - w1[right - 1]) / (w1[right] - w1[right - 1]);
    return new double[] {
      between(median, right, share), between(high, right, share), between(scale, right, share)
    };
  }

  private static double between(double[] values, int right, double share) {
    return values[right - 1] + share * (values[right] - values[right - 1]);
  }
}
