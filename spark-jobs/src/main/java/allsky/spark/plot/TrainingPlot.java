package allsky.spark.plot;

import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws a quantity of the training by epoch, on the training and on the validation split. */
public final class TrainingPlot {

  private TrainingPlot() {}

  /** Cross entropy by epoch. */
  public static Picture loss(double[] epochs, double[] train, double[] validation) {
    XYChart chart = chart("cross entropy", epochs, train, validation);
    chart.getStyler().setYAxisMin(0.0).setLegendPosition(LegendPosition.InsideNE);
    return Picture.of(chart);
  }

  /** Fraction of right answers by epoch. */
  public static Picture accuracy(double[] epochs, double[] train, double[] validation) {
    XYChart chart = chart("accuracy", epochs, train, validation);
    chart.getStyler().setYAxisMax(1.0).setLegendPosition(LegendPosition.InsideSE);
    return Picture.of(chart);
  }

  private static XYChart chart(
      String quantity, double[] epochs, double[] train, double[] validation) {
    XYChart chart = PlotStyle.chart(520, 340, "epoch", quantity);
    chart.getStyler().setXAxisMaxLabelCount(10);
    PlotStyle.line(chart, "training", Points.of(epochs, train), Palette.SECOND, 2);
    PlotStyle.line(chart, "validation", Points.of(epochs, validation), Palette.ACCENT, 2.6f);
    return chart;
  }
}
