package allsky.spark.plot;

import allsky.spark.plot.canvas.Palette;
import allsky.spark.plot.canvas.Picture;
import allsky.spark.plot.canvas.PlotStyle;
import allsky.survey.SourceClass;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/** Draws a contact sheet: enlarged cutouts in a block for each class. */
public final class ContactSheet {

  /**
   * One cutout.
   *
   * @param caption the name of the source
   * @param position the position of the source
   * @param rgb the pixels as 0xRRGGBB, row by row from the top
   * @param width pixels in a row, and number of rows
   */
  public record Frame(String caption, String position, int[] rgb, int width) {}

  /**
   * The cutouts of a class.
   *
   * @param count the number of cutouts of the class, of which {@code frames} are a sample
   */
  public record Block(String name, long count, List<Frame> frames) {}

  private static final int COLUMNS = 8;
  private static final int SIDE = 130;
  private static final int GAP = 12;
  private static final int MARGIN = 20;
  private static final int TITLE = 30;
  private static final int HEAD = 34;
  private static final int CAPTIONS = 34;

  private ContactSheet() {}

  /** The picture. */
  public static Picture draw(String title, List<Block> blocks) {
    int columns = blocks.stream().mapToInt(block -> block.frames().size()).max().orElse(1);
    int width = 2 * MARGIN - GAP + Math.max(4, Math.min(COLUMNS, columns)) * (SIDE + GAP);
    int height = 2 * MARGIN + TITLE + blocks.stream().mapToInt(ContactSheet::height).sum();
    return Picture.drawn(width, height, graphics -> paint(graphics, width, height, title, blocks));
  }

  private static int height(Block block) {
    int rows = (block.frames().size() + COLUMNS - 1) / COLUMNS;
    return HEAD + rows * (SIDE + CAPTIONS);
  }

  private static void paint(
      Graphics2D graphics, int width, int height, String title, List<Block> blocks) {
    graphics.setColor(Palette.NIGHT);
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(Palette.NIGHT_INK);
    graphics.setFont(PlotStyle.TITLES);
    text(graphics, title, MARGIN, MARGIN + 12, width - 2 * MARGIN);
    int top = MARGIN + TITLE;
    for (Block block : blocks) {
      head(graphics, block, top);
      frames(graphics, block, top + HEAD);
      top += height(block);
    }
  }

  private static void head(Graphics2D graphics, Block block, int top) {
    Color colour = SourceClass.ofName(block.name()).map(Palette::of).orElse(Palette.ACCENT);
    graphics.setColor(colour);
    graphics.fillOval(MARGIN, top + 7, 10, 10);
    graphics.setColor(Palette.NIGHT_INK);
    graphics.setFont(PlotStyle.STRONG);
    graphics.drawString(block.name(), MARGIN + 16, top + 17);
    int right = MARGIN + 16 + graphics.getFontMetrics().stringWidth(block.name()) + 10;
    graphics.setFont(PlotStyle.LABELS);
    graphics.drawString(
        String.format(Locale.ROOT, "%,d of %,d", block.frames().size(), block.count()),
        right,
        top + 17);
  }

  private static void frames(Graphics2D graphics, Block block, int top) {
    for (int i = 0; i < block.frames().size(); i++) {
      int x = MARGIN + i % COLUMNS * (SIDE + GAP);
      int y = top + i / COLUMNS * (SIDE + CAPTIONS);
      frame(graphics, block.frames().get(i), x, y);
    }
  }

  private static void frame(Graphics2D graphics, Frame frame, int x, int y) {
    // Each pixel of the image becomes a square of one colour.
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION,
        frame.width() <= SIDE
            ? RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR
            : RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(image(frame), x, y, SIDE, SIDE, null);
    graphics.setFont(PlotStyle.LABELS.deriveFont(10f));
    graphics.setColor(Palette.NIGHT_INK);
    text(graphics, frame.caption(), x, y + SIDE + 12, SIDE);
    graphics.setColor(Palette.faded(Palette.NIGHT_INK, 0.65));
    text(graphics, frame.position(), x, y + SIDE + 24, SIDE);
  }

  private static Image image(Frame frame) {
    int rows = frame.rgb().length / frame.width();
    BufferedImage image = new BufferedImage(frame.width(), rows, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, frame.width(), rows, frame.rgb(), 0, frame.width());
    return image;
  }

  /** Draws a text; if it is too wide, its middle is cut out. */
  private static void text(Graphics2D graphics, String text, int x, int y, int width) {
    FontMetrics metrics = graphics.getFontMetrics();
    String shown = text;
    for (int kept = text.length() - 1; metrics.stringWidth(shown) > width && kept > 1; kept--) {
      int left = (kept + 1) / 2;
      shown = text.substring(0, left) + "…" + text.substring(text.length() - kept / 2);
    }
    graphics.drawString(shown, x, y);
  }
}
