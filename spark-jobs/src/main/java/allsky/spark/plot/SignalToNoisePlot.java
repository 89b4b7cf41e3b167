package allsky.spark.plot;

import allsky.spark.plot.canvas.Palette;
import allsky.spark.plot.canvas.Picture;
import allsky.spark.plot.canvas.PlotStyle;
import allsky.spark.plot.canvas.Points;
import allsky.survey.Band;
import allsky.survey.SourceClass;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;

/**
 * Draws the signal-to-noise ratios of labelled sources, a panel for each band and a line for each
 * class (figure 2 of Zhao et al. 2023).
 */
public final class SignalToNoisePlot {

  private static final int WIDTH = 420;
  private static final int HEIGHT = 280;
  private static final int COLUMNS = 2;

  /**
   * Equal bins of the logarithm.
   *
   * @param lowest decimal logarithm of the lower edge of the first bin
   * @param perDecade bins in a factor of ten
   * @param count number of bins
   */
  public record Bins(int lowest, int perDecade, int count) {

    double edge(int place) {
      return Math.pow(10, lowest + (double) place / perDecade);
    }
  }

  private SignalToNoisePlot() {}

  /**
   * The picture.
   *
   * @param counts by band and class: number of sources in each bin
   */
  public static Picture draw(Map<Band, Map<SourceClass, long[]>> counts, Bins bins) {
    List<XYChart> panels =
        counts.entrySet().stream()
            .map(entry -> panel(entry.getKey(), entry.getValue(), bins))
            .toList();
    int rows = (panels.size() + COLUMNS - 1) / COLUMNS;
    int columns = Math.min(COLUMNS, panels.size());
    return Picture.drawn(
        columns * WIDTH,
        rows * HEIGHT,
        graphics -> {
          graphics.setColor(Palette.PAPER);
          graphics.fillRect(0, 0, columns * WIDTH, rows * HEIGHT);
          for (int i = 0; i < panels.size(); i++) {
            int x = i % COLUMNS * WIDTH;
            int y = i / COLUMNS * HEIGHT;
            graphics.translate(x, y);
            panels.get(i).paint(graphics, WIDTH, HEIGHT);
            graphics.translate(-x, -y);
          }
        });
  }

  private static XYChart panel(Band band, Map<SourceClass, long[]> classes, Bins bins) {
    XYChart chart = PlotStyle.chart(WIDTH, HEIGHT, "signal-to-noise ratio in " + band, "sources");
    chart.getStyler().setXAxisLogarithmic(true).setYAxisMin(0.0);
    chart.getStyler().setXAxisMin(0.9 * bins.edge(0)).setXAxisMax(1.1 * bins.edge(bins.count()));
    classes.forEach(
        (sourceClass, counts) ->
            PlotStyle.line(
                chart, sourceClass.name(), steps(counts, bins), Palette.of(sourceClass), 2.2f));
    return chart;
  }

  private static Points steps(long[] counts, Bins bins) {
    double[] x = new double[2 * counts.length];
    double[] y = new double[2 * counts.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = bins.edge((i + 1) / 2);
      y[i] = counts[i / 2];
    }
    return Points.of(x, y);
  }
}
