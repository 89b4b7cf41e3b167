package allsky.spark.plot;

import allsky.spark.plot.canvas.ErrorBar;
import allsky.spark.plot.canvas.Palette;
import allsky.spark.plot.canvas.Picture;
import allsky.spark.plot.canvas.PlotStyle;
import allsky.survey.SourceClass;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws recall and precision of each class against a quantity, side by side. */
public final class BinnedPlot {

  private static final int WIDTH = 460;
  private static final int HEIGHT = 360;

  /** The horizontal offset between classes, as a fraction of the axis. */
  private static final double OFFSET = 0.008;

  private BinnedPlot() {}

  /**
   * The picture.
   *
   * @param quantity the quantity of the horizontal axis, such as w1mpro
   * @param logarithmic true for a logarithmic axis; values must then be above 0
   * @param recall by class: bins in ascending order of the quantity
   * @param precision by class: bins in ascending order of the quantity
   */
  public static Picture draw(
      String quantity,
      boolean logarithmic,
      Map<SourceClass, List<ErrorBar>> recall,
      Map<SourceClass, List<ErrorBar>> precision) {
    XYChart left = chart(quantity, "completeness (recall)", logarithmic, recall);
    XYChart right = chart(quantity, "purity (precision)", logarithmic, precision);
    return Picture.drawn(
        2 * WIDTH,
        HEIGHT,
        graphics -> {
          left.paint(graphics, WIDTH, HEIGHT);
          graphics.translate(WIDTH, 0);
          right.paint(graphics, WIDTH, HEIGHT);
        });
  }

  private static XYChart chart(
      String quantity,
      String measure,
      boolean logarithmic,
      Map<SourceClass, List<ErrorBar>> classes) {
    XYChart chart = PlotStyle.chart(WIDTH, HEIGHT, quantity, measure);
    chart.getStyler().setLegendPosition(LegendPosition.InsideSW);
    PlotStyle.shares(chart);
    Axis axis = logarithmic ? Axis.ofDecades(classes.values()) : Axis.around(classes.values());
    axis.set(chart);
    classes.forEach(
        (sourceClass, bins) -> {
          if (!bins.isEmpty()) {
            double place = OFFSET * (sourceClass.ordinal() - 1);
            List<ErrorBar> beside = bins.stream().map(bin -> axis.moved(bin, place)).toList();
            PlotStyle.errorBars(chart, sourceClass.name(), beside, Palette.of(sourceClass));
          }
        });
    return chart;
  }

  private record Axis(boolean logarithmic, double low, double high) {

    static Axis around(Collection<List<ErrorBar>> classes) {
      List<Double> x = x(classes);
      double low = x.stream().min(Double::compare).orElse(0.0);
      double high = x.stream().max(Double::compare).orElse(1.0);
      double margin = Math.max(0.1, 0.04 * (high - low));
      return new Axis(false, low - margin, high + margin);
    }

    /**
     * An axis of complete decades and a margin, because labels at decades are not drawn at its
     * ends.
     */
    static Axis ofDecades(Collection<List<ErrorBar>> classes) {
      List<Double> x = x(classes);
      double low = x.stream().min(Double::compare).orElse(1.0);
      double high = x.stream().max(Double::compare).orElse(10.0);
      double decade = Math.floor(Math.log10(low));
      double last = Math.max(decade + 1, Math.ceil(Math.log10(high)));
      return new Axis(true, 0.85 * Math.pow(10, decade), 1.2 * Math.pow(10, last));
    }

    private static List<Double> x(Collection<List<ErrorBar>> classes) {
      List<Double> all = new ArrayList<>();
      classes.forEach(bins -> bins.forEach(bin -> all.add(bin.x())));
      return all;
    }

    void set(XYChart chart) {
      chart.getStyler().setXAxisLogarithmic(logarithmic).setXAxisMin(low).setXAxisMax(high);
      if (!logarithmic) {
        chart.getStyler().setXAxisDecimalPattern("0.#");
      }
    }

    /** A bin moved by a fraction of the axis. */
    ErrorBar moved(ErrorBar bin, double part) {
      double x = logarithmic ? bin.x() * Math.pow(high / low, part) : bin.x() + part * (high - low);
      return new ErrorBar(x, bin.value(), bin.low(), bin.high());
    }
  }
}
