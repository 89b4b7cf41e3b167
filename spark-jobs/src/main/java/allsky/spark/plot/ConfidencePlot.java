package allsky.spark.plot;

import allsky.spark.plot.canvas.Palette;
import allsky.spark.plot.canvas.Picture;
import allsky.spark.plot.canvas.PlotStyle;
import allsky.spark.plot.canvas.Points;
import allsky.survey.SourceClass;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws a histogram of confidence for each class, on a logarithmic scale. */
public final class ConfidencePlot {

  private ConfidencePlot() {}

  /**
   * The picture.
   *
   * @param counts by predicted class: sources in equal bins from {@code lowest} to 1
   * @param lowest the lower edge of the first bin
   */
  public static Picture draw(Map<SourceClass, long[]> counts, double lowest) {
    XYChart chart = PlotStyle.chart(500, 400, "confidence (largest probability)", "sources");
    chart.getStyler().setYAxisLogarithmic(true).setYAxisMin(0.8);
    chart.getStyler().setLegendPosition(LegendPosition.InsideNW);
    chart.getStyler().setXAxisMin(lowest).setXAxisMax(1.0).setXAxisDecimalPattern("0.0#");
    for (SourceClass sourceClass : SourceClass.values()) {
      long[] bins = counts.get(sourceClass);
      if (bins != null) {
        PlotStyle.line(
            chart,
            sourceClass.name(),
            Points.of(edges(bins.length, lowest), steps(bins)),
            Palette.of(sourceClass),
            2.2f);
      }
    }
    return Picture.of(chart);
  }

  private static double[] edges(int bins, double lowest) {
    double[] x = new double[2 * bins];
    for (int i = 0; i < 2 * bins; i++) {
      int edge = (i + 1) / 2;
      x[i] = lowest + (1 - lowest) * edge / bins;
    }
    return x;
  }

  /** The heights of the bins. A logarithmic axis has no zero, so an empty bin is on the axis. */
  private static double[] steps(long[] bins) {
    double[] y = new double[2 * bins.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.max(0.8, (double) bins[i / 2]);
    }
    return y;
  }
}
