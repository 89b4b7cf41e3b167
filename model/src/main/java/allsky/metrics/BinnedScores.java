package allsky.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Confusion matrices in bins of another quantity of the sources, such as a magnitude.
 *
 * @param bins in ascending order; empty bins are left out
 * @param withoutValue number of sources whose quantity is not known
 */
public record BinnedScores(List<Bin> bins, long withoutValue) {

  /**
   * The sources in a range of values.
   *
   * @param low lower edge, inclusive
   * @param high upper edge, exclusive
   * @param median median of the values in the bin
   * @param confusion true and predicted classes of the sources in the bin
   */
  public record Bin(double low, double high, double median, ConfusionMatrix confusion) {}

  public BinnedScores {
    bins = List.copyOf(bins);
  }

  /**
   * Sorts predictions into bins.
   *
   * @param values one for each source, NaN if it is not known
   * @param edges ascending; the first and the last may be infinite. A source outside the edges
   *     counts as without value
   */
  public static BinnedScores of(LabelledPredictions predictions, double[] values, double[] edges) {
    List<Bin> bins = new ArrayList<>();
    long within = 0;
    for (int i = 1; i < edges.length; i++) {
      double low = edges[i - 1];
      double high = edges[i];
      int[] sources =
          IntStream.range(0, values.length)
              .filter(source -> values[source] >= low && values[source] < high)
              .toArray();
      within += sources.length;
      if (sources.length > 0) {
        bins.add(new Bin(low, high, median(values, sources), confusion(predictions, sources)));
      }
    }
    return new BinnedScores(bins, values.length - within);
  }

  /**
   * Multiples of a step from below the lowest to above the highest value; empty if there is no
   * value.
   */
  public static double[] edges(double[] values, double step) {
    double lowest = Arrays.stream(values).filter(Double::isFinite).min().orElse(Double.NaN);
    double highest = Arrays.stream(values).filter(Double::isFinite).max().orElse(Double.NaN);
    if (Double.isNaN(lowest)) {
      return new double[0];
    }
    long first = (long) Math.floor(lowest / step);
    long last = (long) Math.floor(highest / step) + 1;
    return IntStream.rangeClosed(0, Math.toIntExact(last - first))
        .mapToDouble(i -> (first + i) * step)
        .toArray();
  }

  private static ConfusionMatrix confusion(LabelledPredictions predictions, int[] sources) {
    int[] truth = Arrays.stream(sources).map(predictions::truth).toArray();
    int[] predicted = Arrays.stream(sources).map(predictions::predicted).toArray();
    return ConfusionMatrix.of(predictions.classes(), truth, predicted);
  }

  private static double median(double[] values, int[] sources) {
    double[] sorted =
        Arrays.stream(sources).mapToDouble(source -> values[source]).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
