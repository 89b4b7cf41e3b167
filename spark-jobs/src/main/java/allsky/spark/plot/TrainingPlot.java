package allsky.spark.plot;

import allsky.spark.plot.canvas.Palette;
import allsky.spark.plot.canvas.Picture;
import allsky.spark.plot.canvas.PlotStyle;
import allsky.spark.plot.canvas.Points;
import java.awt.Color;
import java.util.Arrays;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws loss and accuracy by epoch, on the training and on the validation split. */
public final class TrainingPlot {

  private static final int WIDTH = 520;
  private static final int HEIGHT = 340;
  private static final int FEW_EPOCHS = 30;

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

  private static XYChart lossChart(double[] epochs, double[] train, double[] validation) {
    XYChart chart = chart("cross entropy", epochs, train, validation);
    chart.getStyler().setYAxisMin(-0.001).setLegendPosition(LegendPosition.InsideNE);
    return chart;
  }

  private static XYChart accuracyChart(double[] epochs, double[] train, double[] validation) {
    XYChart chart = chart("accuracy", epochs, train, validation);
    chart.getStyler().setYAxisMax(1.002).setLegendPosition(LegendPosition.InsideSE);
    return chart;
  }

  private static XYChart chart(
      String quantity, double[] epochs, double[] train, double[] validation) {
    XYChart chart = PlotStyle.chart(WIDTH, HEIGHT, "epoch", quantity);
    chart.getStyler().setXAxisMaxLabelCount(10).setXAxisDecimalPattern("0");
    chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.02 * Arrays.stream(epochs).max().orElse(1));
    line(chart, "training", Points.of(epochs, train), Palette.SECOND);
    line(chart, "validation", Points.of(epochs, validation), Palette.ACCENT);
    return chart;
  }

  /** A line of few epochs has markers: without them, one epoch would show nothing. */
  private static void line(XYChart chart, String name, Points points, Color colour) {
    XYSeries series = PlotStyle.line(chart, name, points, colour, 2.2f);
    if (points.size() <= FEW_EPOCHS) {
      series.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(colour);
    }
  }
}
