package allsky.spark.plot;

import allsky.spark.plot.canvas.ErrorBar;
import allsky.spark.plot.canvas.Picture;
import allsky.spark.plot.canvas.PlotStyle;
import allsky.spark.plot.canvas.Points;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * Draws several networks in one chart. The colours are those of Okabe and Ito (2008), which differ
 * for every colour vision; beyond {@value #COLOURS} networks they repeat with dashed lines.
 */
public final class ComparisonPlot {

  /** A line of a chart with its name. */
  public record Curve(String name, Points points) {}

  private static final int COLOURS = 7;
  private static final Color[] SERIES = {
    new Color(0x0072b2),
    new Color(0xe69f00),
    new Color(0x009e73),
    new Color(0xd55e00),
    new Color(0xcc79a7),
    new Color(0x56b4e9),
    new Color(0x1c2333)
  };

  private static final int WIDTH = 760;
  private static final int HEIGHT = 420;

  private ComparisonPlot() {}

  /** Draws one curve for each network, by epoch. */
  public static Picture curves(String quantity, List<Curve> curves) {
    XYChart chart = chart("epoch", quantity);
    chart.getStyler().setXAxisMaxLabelCount(10);
    for (int i = 0; i < curves.size(); i++) {
      Curve curve = curves.get(i);
      PlotStyle.line(chart, curve.name(), curve.points(), colour(i), 2.2f).setLineStyle(stroke(i));
    }
    return Picture.of(chart);
  }

  /**
   * Draws the accuracy with its interval over the operations for one cutout.
   *
   * @param networks by name; x in millions of multiply-adds
   */
  public static Picture byOperations(Map<String, List<ErrorBar>> networks) {
    XYChart chart = chart("millions of multiply-adds for one cutout", "accuracy on the test split");
    chart.getStyler().setXAxisLogarithmic(true);
    DoubleSummaryStatistics x = x(networks);
    chart.getStyler().setXAxisMin(0.7 * x.getMin()).setXAxisMax(1.4 * x.getMax());
    add(chart, networks);
    return Picture.of(chart);
  }

  /**
   * Draws the accuracy with its interval over the side of the input.
   *
   * @param lines by name of the network; x in pixels
   */
  public static Picture byInputSide(Map<String, List<ErrorBar>> lines) {
    XYChart chart = chart("side of the input, pixels", "accuracy on the test split");
    DoubleSummaryStatistics x = x(lines);
    chart.getStyler().setXAxisMin(x.getMin() - 4).setXAxisMax(x.getMax() + 4);
    add(chart, lines);
    return Picture.of(chart);
  }

  private static void add(XYChart chart, Map<String, List<ErrorBar>> lines) {
    int place = 0;
    for (Map.Entry<String, List<ErrorBar>> line : lines.entrySet()) {
      PlotStyle.errorBars(chart, line.getKey(), line.getValue(), colour(place++));
    }
  }

  private static DoubleSummaryStatistics x(Map<String, List<ErrorBar>> lines) {
    return lines.values().stream()
        .flatMap(List::stream)
        .mapToDouble(ErrorBar::x)
        .summaryStatistics();
  }

  private static XYChart chart(String x, String y) {
    XYChart chart = PlotStyle.chart(WIDTH, HEIGHT, x, y);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    return chart;
  }

  private static Color colour(int place) {
    return SERIES[place % COLOURS];
  }

  private static BasicStroke stroke(int place) {
    float[] dashes = place < COLOURS ? null : new float[] {7, 4};
    return new BasicStroke(2.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0);
  }
}
