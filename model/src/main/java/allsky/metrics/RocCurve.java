package allsky.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The receiver operating characteristic (ROC) of one class: true positive rate against false
 * positive rate, for every threshold on the score (Fawcett 2006, algorithms 1 and 2).
 *
 * @param points from (0, 0) to (1, 1), with descending thresholds; equal scores give one point
 */
public record RocCurve(List<Point> points) {

  /**
   * One threshold.
   *
   * @param falsePositiveRate share of the other sources with a score of at least the threshold
   * @param truePositiveRate share of the class with a score of at least the threshold
   * @param threshold the score; infinite in the first point
   */
  public record Point(double falsePositiveRate, double truePositiveRate, double threshold) {}

  public RocCurve {
    points = List.copyOf(points);
  }

  /**
   * The curve from scores.
   *
   * @param scores higher for sources that are more likely of the class; not NaN
   * @param positive true for scores of sources of the class
   * @throws IllegalArgumentException if all sources or none are of the class
   */
  public static RocCurve of(double[] scores, boolean[] positive) {
    int positives = count(positive);
    int negatives = positive.length - positives;
    if (positives == 0 || negatives == 0 || scores.length != positive.length) {
      throw new IllegalArgumentException(
          "Invalid scores (some of the class and some not): %d, of the class %d"
              .formatted(scores.length, positives));
    }
    int[] order = byFallingScore(scores);
    List<Point> points = new ArrayList<>();
    points.add(new Point(0, 0, Double.POSITIVE_INFINITY));
    int found = 0;
    for (int i = 0; i < order.length; i++) {
      found += positive[order[i]] ? 1 : 0;
      double score = scores[order[i]];
      boolean isLastOfTie = i + 1 == order.length || scores[order[i + 1]] != score;
      if (isLastOfTie) {
        points.add(
            new Point((double) (i + 1 - found) / negatives, (double) found / positives, score));
      }
    }
    return new RocCurve(points);
  }

  private static int count(boolean[] flags) {
    return (int) IntStream.range(0, flags.length).filter(i -> flags[i]).count();
  }

  private static int[] byFallingScore(double[] scores) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -scores[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /**
   * Area under the curve by trapezoids. It is the probability that a source of the class has a
   * higher score than another source; ties count half.
   */
  public double area() {
    double area = 0;
    for (int i = 1; i < points.size(); i++) {
      Point left = points.get(i - 1);
      Point right = points.get(i);
      area +=
          (right.falsePositiveRate - left.falsePositiveRate)
              * (left.truePositiveRate + right.truePositiveRate)
              / 2;
    }
    return area;
  }

  /** The same curve without points inside a horizontal or vertical segment. */
  public RocCurve corners() {
    List<Point> corners = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      boolean isEnd = i == 0 || i == points.size() - 1;
      if (isEnd || !isWithinLine(points.get(i - 1), points.get(i), points.get(i + 1))) {
        corners.add(points.get(i));
      }
    }
    return new RocCurve(corners);
  }

  private static boolean isWithinLine(Point left, Point point, Point right) {
    return (left.truePositiveRate == point.truePositiveRate
            && point.truePositiveRate == right.truePositiveRate)
        || (left.falsePositiveRate == point.falsePositiveRate
            && point.falsePositiveRate == right.falsePositiveRate);
  }
}
