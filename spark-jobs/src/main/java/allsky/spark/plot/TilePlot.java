package allsky.spark.plot;

import allsky.spark.plot.canvas.Dot;
import allsky.spark.plot.canvas.Palette;
import allsky.spark.plot.canvas.Picture;
import allsky.spark.plot.canvas.PlotStyle;
import allsky.spark.plot.canvas.Points;
import allsky.survey.SourceClass;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws the sources of one tile on the sky, coloured by their predicted class. */
public final class TilePlot {

  /**
   * A classified source.
   *
   * @param eastArcmin offset from the field's centre towards the east
   * @param northArcmin offset towards the north
   * @param brightness 0 for the faintest to 1 for the brightest; sets the size
   * @param outlier true for an outlier
   */
  public record Source(
      SourceClass sourceClass,
      double eastArcmin,
      double northArcmin,
      double brightness,
      boolean outlier) {}

  private static final int SIZE = 430;
  private static final int STEPS = 4;

  private TilePlot() {}

  /** The picture; east is to the left. */
  public static Picture draw(List<Source> sources) {
    XYChart chart =
        PlotStyle.atNight(PlotStyle.chart(SIZE, SIZE, "east  [arcmin]", "north  [arcmin]"));
    double reach = 1.03 * reach(sources);
    chart.getStyler().setXAxisMin(-reach).setXAxisMax(reach);
    chart.getStyler().setYAxisMin(-reach).setYAxisMax(reach);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
    chart.getStyler().setLegendLayout(LegendLayout.Horizontal);
    chart.getStyler().setxAxisTickLabelsFormattingFunction(x -> PlotStyle.integer(-x));
    chart.getStyler().setyAxisTickLabelsFormattingFunction(PlotStyle::integer);
    for (SourceClass sourceClass : SourceClass.values()) {
      for (int step = STEPS - 1; step >= 0; step--) {
        add(chart, sources, sourceClass, step);
      }
    }
    rings(chart, sources);
    return Picture.of(chart);
  }

  private static void add(XYChart chart, List<Source> sources, SourceClass sourceClass, int step) {
    List<Source> chosen = new ArrayList<>();
    for (Source source : sources) {
      if (source.sourceClass() == sourceClass && step(source) == step) {
        chosen.add(source);
      }
    }
    if (!chosen.isEmpty()) {
      boolean first = chart.getSeriesMap().keySet().stream().noneMatch(sourceClass.name()::equals);
      String name = first ? sourceClass.name() : sourceClass.name() + " " + step;
      PlotStyle.points(
              chart,
              name,
              points(chosen),
              Palette.of(sourceClass),
              Dot.of(sourceClass, 2 + 1.3 * step))
          .setShowInLegend(first);
    }
  }

  private static void rings(XYChart chart, List<Source> sources) {
    List<Source> outliers = sources.stream().filter(Source::outlier).toList();
    if (!outliers.isEmpty()) {
      PlotStyle.points(chart, "outlier", points(outliers), Palette.NIGHT_INK, Dot.ring(8));
    }
  }

  private static int step(Source source) {
    return (int) Math.min(STEPS - 1, Math.floor(source.brightness() * STEPS));
  }

  private static Points points(List<Source> sources) {
    return Points.of(
        sources.stream().mapToDouble(source -> -source.eastArcmin()).toArray(),
        sources.stream().mapToDouble(Source::northArcmin).toArray());
  }

  private static double reach(List<Source> sources) {
    return sources.stream()
        .mapToDouble(s -> Math.max(Math.abs(s.eastArcmin()), Math.abs(s.northArcmin())))
        .max()
        .orElse(1);
  }
}
