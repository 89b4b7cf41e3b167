package allsky.spark.plot;

import allsky.spark.plot.canvas.ErrorBar;
import allsky.spark.plot.canvas.Palette;
import allsky.spark.plot.canvas.Picture;
import allsky.spark.plot.canvas.PlotStyle;
import allsky.spark.plot.canvas.Points;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws a reliability diagram: accuracy against confidence. On the diagonal they are equal. */
public final class ReliabilityPlot {

  /**
   * The bins of one set of probabilities.
   *
   * @param name the name in the legend
   * @param bins mean confidence (x) and accuracy with its interval (y)
   * @param expectedError ECE, a fraction
   */
  public record Curve(String name, List<ErrorBar> bins, double expectedError) {}

  private ReliabilityPlot() {}

  /**
   * The picture.
   *
   * @param lowest the lowest possible confidence: 1 divided by the number of classes
   */
  public static Picture draw(Curve before, Curve after, double lowest) {
    XYChart chart = PlotStyle.chart(500, 400, "confidence", "accuracy");
    double origin = Math.floor(10 * lowest) / 10;
    chart.getStyler().setLegendPosition(LegendPosition.InsideNW);
    PlotStyle.shares(chart);
    chart.getStyler().setXAxisMin(origin).setXAxisMax(1.01).setXAxisDecimalPattern("0.0");
    PlotStyle.guide(
        chart,
        "perfect calibration",
        Points.of(new double[] {origin, 1}, new double[] {origin, 1}),
        Palette.MUTED);
    add(chart, before, false);
    add(chart, after, true);
    return Picture.of(chart);
  }

  private static void add(XYChart chart, Curve curve, boolean emphasised) {
    String name =
        String.format(Locale.ROOT, "%s  ECE %.1f %%", curve.name(), 100 * curve.expectedError());
    PlotStyle.errorBars(chart, name, curve.bins(), emphasised ? Palette.ACCENT : Palette.SECOND);
  }
}
