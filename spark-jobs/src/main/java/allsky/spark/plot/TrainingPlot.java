package allsky.spark.plot;

import allsky.spark.plot.canvas.Palette;
import allsky.spark.plot.canvas.Picture;
import allsky.spark.plot.canvas.PlotStyle;
import allsky.spark.plot.canvas.Points;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws loss and accuracy by epoch, on the training and on the validation split. */
public final class TrainingPlot {

  private static final int WIDTH = 520;
  private static final int HEIGHT = 340;

  private TrainingPlot() {}

  /** Draws the loss above the accuracy. */
  public static Picture lossAndAccuracy(
      double[] epochs,
      double[] trainLoss,
      double[] validationLoss,
      double[] trainAccuracy,
      double[] validationAccuracy) {
    XYChart loss = lossChart(epochs, trainLoss, validationLoss);
    XYChart accuracy = accuracyChart(epochs, trainAccuracy, validationAccuracy);
    return Picture.drawn(
        WIDTH,
        2 * HEIGHT,
        graphics -> {
          loss.paint(graphics, WIDTH, HEIGHT);
          graphics.translate(0, HEIGHT);
          accuracy.paint(graphics, WIDTH, HEIGHT);
        });
  }

  /** Draws the cross entropy by epoch. */
  public static Picture loss(double[] epochs, double[] train, double[] validation) {
    return Picture.of(lossChart(epochs, train, validation));
  }

  private static XYChart lossChart(double[] epochs, double[] train, double[] validation) {
    XYChart chart = chart("cross entropy", epochs, train, validation);
    chart.getStyler().setYAxisMin(0.0).setLegendPosition(LegendPosition.InsideNE);
    return chart;
  }

  /** Draws the accuracy by epoch. */
  public static Picture accuracy(double[] epochs, double[] train, double[] validation) {
    return Picture.of(accuracyChart(epochs, train, validation));
  }

  private static XYChart accuracyChart(double[] epochs, double[] train, double[] validation) {
    XYChart chart = chart("accuracy", epochs, train, validation);
    chart.getStyler().setYAxisMax(1.0).setLegendPosition(LegendPosition.InsideSE);
    return chart;
  }

  private static XYChart chart(
      String quantity, double[] epochs, double[] train, double[] validation) {
    XYChart chart = PlotStyle.chart(WIDTH, HEIGHT, "epoch", quantity);
    chart.getStyler().setXAxisMaxLabelCount(10);
    PlotStyle.line(chart, "training", Points.of(epochs, train), Palette.SECOND, 2);
    PlotStyle.line(chart, "validation", Points.of(epochs, validation), Palette.ACCENT, 2.6f);
    return chart;
  }
}
