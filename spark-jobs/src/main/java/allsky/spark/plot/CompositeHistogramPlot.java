package allsky.spark.plot;

import allsky.spark.plot.canvas.Picture;
import allsky.spark.plot.canvas.PlotStyle;
import allsky.spark.plot.canvas.Points;
import java.awt.Color;
import java.util.List;
import org.knowm.xchart.XYChart;

/**
 * Draws how often each level of red, green and blue is in a colour composite (figures 4 and 5 of
 * Zhao et al. 2023). The three lines differ in brightness too, so that they can be told apart
 * without colour vision.
 */
public final class CompositeHistogramPlot {

  private static final int WIDTH = 300;
  private static final int HEIGHT = 220;
  private static final int LEVELS = 256;
  private static final int LEVELS_IN_BIN = 8;

  /** A channel of the composite. */
  private record Channel(String name, int shift, Color colour) {}

  private static final List<Channel> CHANNELS =
      List.of(
          new Channel("W3, red", 16, new Color(0xd55e00)),
          new Channel("W2, green", 8, new Color(0x5fb36b)),
          new Channel("W1, blue", 0, new Color(0x2456c4)));

  private CompositeHistogramPlot() {}

  /**
   * The picture.
   *
   * @param rgb the pixels as 0xRRGGBB
   */
  public static Picture draw(int[] rgb) {
    XYChart chart = PlotStyle.chart(WIDTH, HEIGHT, "level, 0 to 255", "pixels");
    chart.getStyler().setXAxisMin(-2.0).setXAxisMax(LEVELS + 2.0);
    chart.getStyler().setYAxisLogarithmic(true).setYAxisMin(0.8);
    for (Channel channel : CHANNELS) {
      PlotStyle.line(chart, channel.name(), steps(rgb, channel.shift()), channel.colour(), 1.8f);
    }
    return Picture.of(chart);
  }

  /** A logarithmic axis has no zero, so an empty bin is on the axis. */
  private static Points steps(int[] rgb, int shift) {
    int bins = LEVELS / LEVELS_IN_BIN;
    double[] x = new double[2 * bins];
    double[] y = new double[2 * bins];
    int[] counts = new int[bins];
    for (int pixel : rgb) {
      counts[(pixel >> shift & 0xff) / LEVELS_IN_BIN]++;
    }
    for (int i = 0; i < x.length; i++) {
      x[i] = (i + 1) / 2 * LEVELS_IN_BIN;
      y[i] = Math.max(0.8, counts[i / 2]);
    }
    return Points.of(x, y);
  }
}
