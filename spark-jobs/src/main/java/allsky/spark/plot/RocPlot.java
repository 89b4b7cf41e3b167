package allsky.spark.plot;

import allsky.spark.plot.canvas.Palette;
import allsky.spark.plot.canvas.Picture;
import allsky.spark.plot.canvas.PlotStyle;
import allsky.spark.plot.canvas.Points;
import allsky.survey.SourceClass;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws the ROC curve of each class against the other two. */
public final class RocPlot {

  /**
   * The curve of one class.
   *
   * @param points false positive rate (x) and true positive rate (y), both 0 to 1
   * @param area area under the curve, 0 to 1
   */
  public record Curve(SourceClass sourceClass, Points points, double area) {}

  private RocPlot() {}

  /** The picture. */
  public static Picture draw(List<Curve> curves) {
    XYChart chart = PlotStyle.chart(500, 400, "false positive rate", "true positive rate");
    chart.getStyler().setLegendPosition(LegendPosition.InsideSE);
    PlotStyle.shares(chart);
    chart.getStyler().setXAxisMin(-0.02).setXAxisMax(1.02).setXAxisDecimalPattern("0.0");
    PlotStyle.guide(
        chart, "chance", Points.of(new double[] {0, 1}, new double[] {0, 1}), Palette.MUTED);
    for (Curve curve : curves) {
      PlotStyle.line(
          chart,
          String.format(Locale.ROOT, "%s  AUC %.4f", curve.sourceClass(), curve.area()),
          curve.points(),
          Palette.of(curve.sourceClass()),
          2.4f);
    }
    return Picture.of(chart);
  }
}
