package allsky.spark.plot;

import allsky.spark.plot.canvas.Palette;
import allsky.spark.plot.canvas.Picture;
import allsky.spark.plot.canvas.PlotStyle;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.util.List;
import java.util.Locale;

/** Draws accuracies in rows, each as a point with its 95 % interval. */
public final class AccuracyPlot {

  /**
   * One row of the plot.
   *
   * @param name the name of the classifier
   * @param accuracy fraction of correct predictions
   * @param low lower end of the interval
   * @param high upper end of the interval
   * @param emphasised true for the network
   */
  public record Bar(String name, double accuracy, double low, double high, boolean emphasised) {}

  private static final int WIDTH = 500;
  private static final int LEFT = 150;
  private static final int RIGHT = 78;
  private static final int ROW = 46;
  private static final int TOP = 14;

  private AccuracyPlot() {}

  /** Draws the plot. The axis ends at 1 and begins at a round value below all intervals. */
  public static Picture draw(List<Bar> bars) {
    double lowest = bars.stream().mapToDouble(Bar::low).min().orElse(0);
    double origin = Math.max(0, Math.floor(10 * lowest) / 10);
    int height = TOP + ROW * bars.size() + 34;
    return Picture.drawn(WIDTH, height, graphics -> paint(graphics, bars, origin, height));
  }

  private static void paint(Graphics2D graphics, List<Bar> bars, double origin, int height) {
    graphics.setColor(Palette.PAPER);
    graphics.fillRect(0, 0, WIDTH, height);
    for (int tenth = (int) Math.round(10 * origin); tenth <= 10; tenth++) {
      tick(graphics, tenth / 10.0, origin, TOP + ROW * bars.size());
    }
    for (int i = 0; i < bars.size(); i++) {
      bar(graphics, bars.get(i), origin, TOP + ROW * (i + 0.5));
    }
  }

  private static void tick(Graphics2D graphics, double value, double origin, int bottom) {
    double x = x(value, origin);
    graphics.setColor(Palette.GRID);
    graphics.draw(new Line2D.Double(x, TOP, x, bottom));
    graphics.setColor(Palette.INK);
    graphics.setFont(PlotStyle.LABELS);
    String label = String.format(Locale.ROOT, "%.0f %%", 100 * value);
    int width = graphics.getFontMetrics().stringWidth(label);
    graphics.drawString(label, (float) (x - width / 2.0), bottom + 20f);
  }

  private static void bar(Graphics2D graphics, Bar bar, double origin, double y) {
    Color colour = bar.emphasised() ? Palette.ACCENT : Palette.MUTED;
    graphics.setColor(Palette.INK);
    graphics.setFont(bar.emphasised() ? PlotStyle.STRONG : PlotStyle.TITLES);
    int width = graphics.getFontMetrics().stringWidth(bar.name());
    graphics.drawString(bar.name(), LEFT - 16f - width, (float) y + 5);
    String value = String.format(Locale.ROOT, "%.1f %%", 100 * bar.accuracy());
    graphics.drawString(value, WIDTH - RIGHT + 18f, (float) y + 5);
    graphics.setColor(Palette.faded(colour, 0.35));
    graphics.setStroke(new BasicStroke(8, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(new Line2D.Double(x(bar.low(), origin), y, x(bar.high(), origin), y));
    graphics.setStroke(new BasicStroke(1));
    graphics.setColor(colour);
    graphics.fill(new Ellipse2D.Double(x(bar.accuracy(), origin) - 6, y - 6, 12, 12));
  }

  private static double x(double value, double origin) {
    return LEFT + (value - origin) / (1 - origin) * (WIDTH - LEFT - RIGHT);
  }
}
