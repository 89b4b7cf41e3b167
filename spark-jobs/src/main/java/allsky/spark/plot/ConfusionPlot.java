package allsky.spark.plot;

import allsky.spark.plot.canvas.Palette;
import allsky.spark.plot.canvas.Picture;
import allsky.spark.plot.canvas.PlotStyle;
import allsky.survey.SourceClass;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.util.Locale;

/**
 * Draws a confusion matrix: true classes as rows, predicted classes as columns, shaded by the
 * percentage of a row.
 */
public final class ConfusionPlot {

  private static final int CELL_WIDTH = 132;
  private static final int CELL_HEIGHT = 96;
  private static final int LEFT = 112;
  private static final int TOP = 64;
  private static final Font PERCENT = new Font(Font.SANS_SERIF, Font.BOLD, 22);

  private ConfusionPlot() {}

  /**
   * The picture.
   *
   * @param counts sources by true class and predicted class, both in the order of SourceClass
   */
  public static Picture draw(long[][] counts) {
    int classes = SourceClass.values().length;
    return Picture.drawn(
        LEFT + classes * CELL_WIDTH + 8,
        TOP + classes * CELL_HEIGHT + 8,
        graphics -> paint(graphics, counts));
  }

  private static void paint(Graphics2D graphics, long[][] counts) {
    graphics.setColor(Palette.PAPER);
    graphics.fillRect(0, 0, 2000, 2000);
    for (SourceClass truth : SourceClass.values()) {
      heads(graphics, truth);
      for (SourceClass predicted : SourceClass.values()) {
        cell(graphics, counts[truth.ordinal()], truth.ordinal(), predicted.ordinal());
      }
    }
    graphics.setColor(Palette.MUTED);
    graphics.setFont(PlotStyle.TITLES);
    centred(graphics, "predicted class", LEFT + 1.5 * CELL_WIDTH, 22);
    AffineTransform upright = graphics.getTransform();
    graphics.rotate(-Math.PI / 2);
    centred(graphics, "true class", -(TOP + 1.5 * CELL_HEIGHT), 22);
    graphics.setTransform(upright);
  }

  private static void heads(Graphics2D graphics, SourceClass sourceClass) {
    int place = sourceClass.ordinal();
    head(graphics, sourceClass, LEFT + (place + 0.5) * CELL_WIDTH, TOP - 14);
    head(graphics, sourceClass, 70, TOP + (place + 0.5) * CELL_HEIGHT + 5);
  }

  private static void head(Graphics2D graphics, SourceClass sourceClass, double x, double y) {
    graphics.setFont(PlotStyle.STRONG);
    int width = graphics.getFontMetrics().stringWidth(sourceClass.name());
    graphics.setColor(Palette.of(sourceClass));
    graphics.fillOval((int) (x - width / 2.0 - 7), (int) (y - 9), 9, 9);
    graphics.setColor(Palette.INK);
    centred(graphics, sourceClass.name(), x + 7, y);
  }

  private static void cell(Graphics2D graphics, long[] row, int truth, int predicted) {
    long total = 0;
    for (long count : row) {
      total += count;
    }
    double share = total == 0 ? 0 : (double) row[predicted] / total;
    int x = LEFT + predicted * CELL_WIDTH;
    int y = TOP + truth * CELL_HEIGHT;
    graphics.setColor(shade(share, truth == predicted));
    graphics.fillRoundRect(x + 2, y + 2, CELL_WIDTH - 4, CELL_HEIGHT - 4, 10, 10);
    graphics.setColor(share > 0.55 ? Color.WHITE : Palette.INK);
    graphics.setFont(PERCENT);
    String percent = total == 0 ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    centred(graphics, percent, x + CELL_WIDTH / 2.0, y + 48);
    graphics.setFont(PlotStyle.LABELS);
    centred(
        graphics, String.format(Locale.ROOT, "%,d", row[predicted]), x + CELL_WIDTH / 2.0, y + 70);
  }

  /**
   * The colour of a cell: the accent colour for correct predictions, ink for wrong ones, shaded by
   * the fraction of the row.
   */
  private static Color shade(double share, boolean right) {
    Color full = right ? new Color(0x0b6e63) : new Color(0x7a2f45);
    double depth = 0.05 + 0.95 * share;
    return new Color(
        mix(full.getRed(), depth), mix(full.getGreen(), depth), mix(full.getBlue(), depth));
  }

  private static int mix(int channel, double depth) {
    return (int) Math.round(channel * depth + 250 * (1 - depth));
  }

  private static void centred(Graphics2D graphics, String text, double x, double y) {
    int width = graphics.getFontMetrics().stringWidth(text);
    graphics.drawString(text, (float) (x - width / 2.0), (float) y);
  }
}
