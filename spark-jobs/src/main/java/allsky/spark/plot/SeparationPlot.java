package allsky.spark.plot;

import static java.util.Arrays.stream;

import allsky.spark.plot.canvas.Palette;
import allsky.spark.plot.canvas.Picture;
import allsky.spark.plot.canvas.PlotStyle;
import allsky.spark.plot.canvas.Points;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws the number of matches by separation, and the number that is expected by chance. */
public final class SeparationPlot {

  private SeparationPlot() {}

  /**
   * The picture.
   *
   * @param stepArcsec width of a bin of separation
   * @param matches number of matches in each bin, from 0
   * @param chancePairs expected number in each bin; empty if not measured
   */
  public static Picture draw(double stepArcsec, long[] matches, double[] chancePairs) {
    XYChart chart = PlotStyle.chart(560, 380, "separation (arcsec)", "matches");
    chart.getStyler().setYAxisMin(0.0).setXAxisMin(0.0).setXAxisMax(stepArcsec * matches.length);
    chart.getStyler().setLegendPosition(LegendPosition.InsideNE);
    double[] counts = new double[matches.length];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = matches[i];
    }
    double max = DoubleStream.concat(stream(counts), stream(chancePairs)).max().orElse(1);
    chart.getStyler().setYAxisMax(1.05 * max);
    PlotStyle.line(chart, "matches", steps(stepArcsec, counts), Palette.ACCENT, 2.2f);
    if (chancePairs.length > 0) {
      PlotStyle.line(
          chart, "expected by chance", steps(stepArcsec, chancePairs), Palette.SECOND, 2.2f);
    }
    return Picture.of(chart);
  }

  private static Points steps(double stepArcsec, double[] counts) {
    double[] x = new double[2 * counts.length];
    double[] y = new double[2 * counts.length];
    for (int i = 0; i < x.length; i++) {
      int edge = (i + 1) / 2;
      x[i] = stepArcsec * edge;
      y[i] = counts[i / 2];
    }
    return Points.of(x, y);
  }
}
