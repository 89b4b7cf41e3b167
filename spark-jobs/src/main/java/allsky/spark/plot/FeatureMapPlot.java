package allsky.spark.plot;

import allsky.inference.FeatureMaps.Maps;
import allsky.spark.plot.canvas.HeatColours;
import allsky.spark.plot.canvas.Palette;
import allsky.spark.plot.canvas.Picture;
import allsky.spark.plot.canvas.PlotStyle;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/**
 * Draws what a network computes for some sources: a row for each source with its cutout, a mosaic
 * of the maps of each layer, and Grad-CAM. Each mosaic has its own scale, from 0 (dark) to the
 * value that one pixel in 200 exceeds (bright). North is up, east is left.
 */
public final class FeatureMapPlot {

  private static final int CELL = 160;
  private static final int GAP = 14;
  private static final int LEFT = 12;
  private static final int TOP = 12;
  private static final int CAPTION = 38;

  /** The share of the pixels that are below the bright end of the scale. */
  private static final double BRIGHT = 0.995;

  /**
   * A row of the picture.
   *
   * @param title the classes of the source
   * @param cutout the colour composite as 0xRRGGBB, row by row from the top
   * @param width pixels in a row of the composite
   * @param layers the maps of the first layers
   * @param cam Grad-CAM of the true class
   */
  public record Source(String title, int[] cutout, int width, List<Maps> layers, Maps cam) {}

  private FeatureMapPlot() {}

  /** The picture of one or more sources. */
  public static Picture draw(List<Source> sources) {
    int columns = 2 + sources.stream().mapToInt(one -> one.layers().size()).max().orElse(0);
    int width = 2 * LEFT + columns * (CELL + GAP) - GAP;
    int height = 2 * TOP + sources.size() * (CELL + CAPTION);
    return Picture.drawn(
        width,
        height,
        graphics -> {
          graphics.setColor(Palette.NIGHT);
          graphics.fillRect(0, 0, width, height);
          for (int i = 0; i < sources.size(); i++) {
            row(graphics, sources.get(i), TOP + i * (CELL + CAPTION));
          }
        });
  }

  private static void row(Graphics2D graphics, Source source, int top) {
    cell(graphics, image(source.cutout(), source.width()), "input", source.title(), LEFT, top);
    int x = LEFT + CELL + GAP;
    for (Maps maps : source.layers()) {
      String size = "%d maps of %d x %d".formatted(maps.channels(), maps.height(), maps.width());
      cell(graphics, mosaic(maps), "layer " + maps.layer(), size, x, top);
      x += CELL + GAP;
    }
    String layer = "on layer " + source.cam().layer();
    cell(graphics, mosaic(source.cam()), "Grad-CAM", layer, x, top);
  }

  private static void cell(
      Graphics2D graphics, BufferedImage image, String title, String detail, int x, int top) {
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    graphics.drawImage(image, x, top, CELL, CELL, null);
    graphics.setFont(PlotStyle.LABELS);
    graphics.setColor(Palette.NIGHT_INK);
    graphics.drawString(title, x, top + CELL + 14);
    graphics.setColor(Palette.faded(Palette.NIGHT_INK, 0.7));
    graphics.drawString(detail, x, top + CELL + 28);
  }

  private static BufferedImage image(int[] rgb, int width) {
    int height = rgb.length / width;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, width, height, rgb, 0, width);
    return image;
  }

  /** The maps in a square, row by row. */
  private static BufferedImage mosaic(Maps maps) {
    int side = (int) Math.ceil(Math.sqrt(maps.channels()));
    int width = side * maps.width();
    BufferedImage image =
        new BufferedImage(width, side * maps.height(), BufferedImage.TYPE_INT_RGB);
    double bright = bright(maps.values());
    for (int i = 0; i < maps.values().length; i++) {
      int channel = i / (maps.width() * maps.height());
      int row = i / maps.width() % maps.height();
      int column = i % maps.width();
      image.setRGB(
          channel % side * maps.width() + column,
          channel / side * maps.height() + maps.height() - 1 - row,
          HeatColours.rgb(maps.values()[i] / bright));
    }
    return image;
  }

  private static double bright(float[] values) {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    float bright = sorted[(int) Math.min(sorted.length - 1L, Math.round(BRIGHT * sorted.length))];
    return bright > 0 ? bright : 1;
  }
}
