package allsky.spark.report.section;

import allsky.spark.report.svg.LineStyle;
import allsky.spark.report.svg.SvgPlot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Adds histograms of counts to a plot. */
final class Steps {

  private Steps() {}

  /** The edges of equal bins, one more than bins. */
  static double[] edges(int bins, IntToDoubleFunction edge) {
    return IntStream.rangeClosed(0, bins).mapToDouble(edge).toArray();
  }

  /** Adds the counts themselves. */
  static void addCounts(SvgPlot plot, LineStyle style, double[] edges, long[] counts) {
    add(plot, style, edges, counts, 1);
  }

  /** Adds the fractions of all counts. */
  static void addFractions(SvgPlot plot, LineStyle style, double[] edges, long[] counts) {
    add(plot, style, edges, counts, (double) Math.max(1, LongStream.of(counts).sum()));
  }

  private static void add(
      SvgPlot plot, LineStyle style, double[] edges, long[] counts, double divisor) {
    double[] values = new double[counts.length];
    List<String> hover = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      values[i] = counts[i] / divisor;
      hover.add(
          String.format(
              Locale.ROOT,
              "%s, %.4g to %.4g: %,d",
              style.name(),
              edges[i],
              edges[i + 1],
              counts[i]));
    }
    plot.steps(style, edges, values, hover);
  }
}
