package allsky.metrics;

import allsky.metrics.interval.Proportion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A reliability diagram: the share of right answers against confidence. Calibrated probabilities
 * are on the diagonal (DeGroot and Fienberg 1983; Guo et al. 2017, section 2).
 *
 * @param bins in ascending confidence; empty bins are left out
 */
public record ReliabilityCurve(List<Bin> bins) {

  /**
   * The sources in a range of confidence.
   *
   * @param low lower edge, exclusive except in the first bin
   * @param high upper edge, inclusive
   * @param meanConfidence mean confidence of the sources in the bin
   * @param accuracy share of right answers among them
   */
  public record Bin(double low, double high, double meanConfidence, Proportion accuracy) {

    /** The mean confidence minus the share of right answers. */
    public double excess() {
      return meanConfidence - accuracy.value();
    }
  }

  public ReliabilityCurve {
    bins = List.copyOf(bins);
  }

  /** Bins of equal width from 0 to 1, each without its lower edge (Guo et al. 2017, section 2). */
  public static ReliabilityCurve ofEqualWidth(LabelledPredictions predictions, int bins) {
    Sorted sorted = new Sorted(predictions);
    double[] edges = IntStream.rangeClosed(0, bins).mapToDouble(i -> (double) i / bins).toArray();
    return new ReliabilityCurve(sorted.bins(edges));
  }

  /**
   * Bins with equal numbers of sources, which suit confidences that are mostly near 1 (Nguyen and
   * O'Connor 2015). Sources of equal confidence are in the same bin.
   */
  public static ReliabilityCurve ofEqualCount(LabelledPredictions predictions, int bins) {
    Sorted sorted = new Sorted(predictions);
    return new ReliabilityCurve(sorted.bins(sorted.quantiles(bins)));
  }

  /**
   * The expected calibration error (ECE): the mean over the sources of |accuracy - confidence| of
   * their bin (Naeini et al. 2015; Guo et al. 2017, equation 3); NaN without sources.
   */
  public double expectedError() {
    long total = bins.stream().mapToLong(bin -> bin.accuracy().trials()).sum();
    double sum = 0;
    for (Bin bin : bins) {
      sum += bin.accuracy().trials() * Math.abs(bin.excess());
    }
    return sum / total;
  }

  /**
   * The maximum calibration error (MCE): the largest |accuracy - confidence| of a bin (Guo et al.
   * 2017, equation 5).
   */
  public double largestError() {
    return bins.stream().mapToDouble(bin -> Math.abs(bin.excess())).max().orElse(Double.NaN);
  }

  /** Confidences in ascending order, each with true for a right answer. */
  private static final class Sorted {

    private final double[] confidences;
    private final boolean[] right;

    Sorted(LabelledPredictions predictions) {
      int[] order =
          IntStream.range(0, predictions.size())
              .boxed()
              .sorted(Comparator.comparingDouble(predictions::confidence))
              .mapToInt(Integer::intValue)
              .toArray();
      confidences = Arrays.stream(order).mapToDouble(predictions::confidence).toArray();
      right = new boolean[order.length];
      for (int i = 0; i < order.length; i++) {
        right[i] = predictions.isRight(order[i]);
      }
    }

    /** The edges of bins with equal numbers of sources, interpolated in rank. */
    double[] quantiles(int bins) {
      double[] edges = new double[confidences.length == 0 ? 0 : bins + 1];
      for (int i = 0; i < edges.length; i++) {
        double rank = (double) i * (confidences.length - 1) / bins;
        int below = (int) rank;
        int above = Math.min(below + 1, confidences.length - 1);
        edges[i] = confidences[below] + (rank - below) * (confidences[above] - confidences[below]);
      }
      return edges;
    }

    List<Bin> bins(double[] edges) {
      List<Bin> bins = new ArrayList<>();
      int first = 0;
      for (int i = 1; i < edges.length; i++) {
        int end = first;
        double sum = 0;
        int rights = 0;
        boolean isLast = i == edges.length - 1;
        while (end < confidences.length && (isLast || confidences[end] <= edges[i])) {
          sum += confidences[end];
          rights += right[end] ? 1 : 0;
          end++;
        }
        int count = end - first;
        if (count > 0) {
          bins.add(new Bin(edges[i - 1], edges[i], sum / count, new Proportion(rights, count)));
        }
        first = end;
      }
      return bins;
    }
  }
}
