package allsky.spark.plot;

import allsky.spark.plot.canvas.Dot;
import allsky.spark.plot.canvas.Palette;
import allsky.spark.plot.canvas.Picture;
import allsky.spark.plot.canvas.PlotStyle;
import allsky.spark.plot.canvas.Points;
import allsky.survey.SourceClass;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws the WISE colour-colour diagram: W2-W3 across, W1-W2 upwards, Vega magnitudes. */
public final class ColourPlot {

  /**
   * The sources of one class.
   *
   * @param colours W2-W3 across, W1-W2 upwards, in magnitudes
   */
  public record Sample(SourceClass sourceClass, Points colours) {}

  private static final double[] X_RANGE = {-1.05, 6.05};
  private static final double[] Y_RANGE = {-0.62, 2.22};

  private ColourPlot() {}

  /** The classes with some sources marked by triangles. */
  public static Picture draw(List<Sample> classes, Points marked, String name) {
    XYChart chart = chart(classes);
    if (marked.size() > 0) {
      PlotStyle.points(chart, name, marked, Palette.INK, Dot.triangle(8));
    }
    return Picture.of(chart);
  }

  private static XYChart chart(List<Sample> classes) {
    XYChart chart = PlotStyle.chart(500, 400, "W2 − W3  [Vega mag]", "W1 − W2  [Vega mag]");
    chart.getStyler().setLegendPosition(LegendPosition.InsideNW);
    chart.getStyler().setXAxisMin(X_RANGE[0]).setXAxisMax(X_RANGE[1]);
    chart.getStyler().setYAxisMin(Y_RANGE[0]).setYAxisMax(Y_RANGE[1]);
    chart.getStyler().setXAxisDecimalPattern("0.#").setYAxisDecimalPattern("0.0");
    for (Sample sample : classes) {
      PlotStyle.points(
          chart,
          sample.sourceClass().name(),
          sample.colours(),
          Palette.faded(Palette.of(sample.sourceClass()), 0.55),
          Dot.of(sample.sourceClass(), 4.2));
    }
    return chart;
  }
}
