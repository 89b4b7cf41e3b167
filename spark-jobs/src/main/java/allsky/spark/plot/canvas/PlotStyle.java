package allsky.spark.plot.canvas;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Fonts, axes and grid that all charts share. */
public final class PlotStyle {

  public static final Font LABELS = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  public static final Font TITLES = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
  public static final Font STRONG = new Font(Font.SANS_SERIF, Font.BOLD, 13);

  private PlotStyle() {}

  /** An empty chart with named axes. */
  public static XYChart chart(int width, int height, String xTitle, String yTitle) {
    XYChart chart =
        new XYChartBuilder()
            .width(width)
            .height(height)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    XYStyler styler = chart.getStyler();
    styler.setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Line);
    styler.setChartTitleVisible(false).setChartPadding(6).setBaseFont(LABELS);
    styler.setAxisTitleFont(TITLES).setAxisTickLabelsFont(LABELS).setAxisTickMarkLength(4);
    styler.setPlotGridLinesStroke(new BasicStroke(1)).setPlotMargin(0).setPlotContentSize(1);
    styler.setPlotBorderVisible(false).setLegendBorderColor(new Color(0, 0, 0, 0));
    styler.setLegendFont(LABELS).setLegendPadding(8).setLegendSeriesLineLength(18);
    styler.setLegendPosition(LegendPosition.InsideNE);
    styler.setMarkerSize(8);
    paint(styler, Palette.PAPER, Palette.GRID, Palette.INK);
    return chart;
  }

  /** Gives a chart the dark style of the sky plots. */
  public static XYChart atNight(XYChart chart) {
    paint(chart.getStyler(), Palette.NIGHT, Palette.NIGHT_GRID, Palette.NIGHT_INK);
    return chart;
  }

  /** Adds a line without markers. */
  public static XYSeries line(XYChart chart, String name, Points points, Color colour, float w) {
    XYSeries series = chart.addSeries(name, points.x(), points.y());
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(colour);
    series.setLineStyle(new BasicStroke(w, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    return series;
  }

  /** Adds a dashed line that is not in the legend. */
  public static void guide(XYChart chart, String name, Points points, Color colour) {
    XYSeries series = line(chart, name, points, colour, 1);
    series.setLineStyle(
        new BasicStroke(
            1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {5, 4}, 0));
    series.setShowInLegend(false);
  }

  /** Adds points without a line. */
  public static XYSeries points(
      XYChart chart, String name, Points points, Color colour, Marker marker) {
    XYSeries series = chart.addSeries(name, points.x(), points.y());
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    series.setLineStyle(SeriesLines.NONE);
    series.setMarker(marker);
    series.setMarkerColor(colour);
    return series;
  }

  /** Sets the vertical axis to fractions, 0 to 1, with a margin at both ends. */
  public static void shares(XYChart chart) {
    chart.getStyler().setYAxisMin(-0.02).setYAxisMax(1.02).setYAxisDecimalPattern("0.0");
  }

  /** Adds points with error bars, joined by a line. */
  public static void errorBars(XYChart chart, String name, List<ErrorBar> errorBars, Color colour) {
    Points centres =
        Points.of(
            errorBars.stream().mapToDouble(ErrorBar::x).toArray(),
            errorBars.stream().mapToDouble(ErrorBar::value).toArray());
    XYSeries series = line(chart, name, centres, colour, 1.6f);
    series.setMarker(SeriesMarkers.CIRCLE);
    series.setMarkerColor(colour);
    for (int i = 0; i < errorBars.size(); i++) {
      ErrorBar errorBar = errorBars.get(i);
      Points ends =
          Points.of(
              new double[] {errorBar.x(), errorBar.x()},
              new double[] {errorBar.low(), errorBar.high()});
      line(chart, name + " " + i, ends, Palette.faded(colour, 0.45), 2.4f).setShowInLegend(false);
    }
  }

  /** A number without decimals, with a true minus sign. */
  public static String integer(double value) {
    long rounded = Math.round(value);
    return rounded < 0 ? "−" + -rounded : Long.toString(rounded);
  }

  private static void paint(XYStyler styler, Color paper, Color grid, Color ink) {
    styler.setChartBackgroundColor(paper).setPlotBackgroundColor(paper).setChartFontColor(ink);
    styler.setPlotGridLinesColor(grid).setAxisTickMarksColor(grid).setAxisTickLabelsColor(ink);
    styler.setLegendBackgroundColor(Palette.faded(paper, 0.85));
    styler.setXAxisTitleColor(ink).setYAxisTitleColor(ink);
  }
}
