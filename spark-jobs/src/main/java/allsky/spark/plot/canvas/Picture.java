package allsky.spark.plot.canvas;

import allsky.UserError;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.knowm.xchart.internal.chartpart.Chart;

/** A finished picture: a PNG file and its size on the page. */
public final class Picture {

  /** Pixels of a drawing for each CSS pixel, so that it is sharp on dense screens and on paper. */
  private static final int DENSITY = 2;

  /** Height of a line of text below a picture, in CSS pixels. */
  private static final int CAPTION = 24;

  private final byte[] png;
  private final int width;
  private final int height;

  static {
    System.setProperty("java.awt.headless", "true");
  }

  private Picture(byte[] png, int width, int height) {
    this.png = png;
    this.width = width;
    this.height = height;
  }

  /**
   * Checks that text can be drawn on this machine.
   *
   * @throws UserError if Java finds no font, as on servers without fontconfig
   */
  public static void requireFonts() {
    try {
      PlotStyle.LABELS.createGlyphVector(new FontRenderContext(null, true, true), "0");
    } catch (RuntimeException | LinkageError | InternalError e) {
      throw new UserError(
          "Cannot draw pictures: Java finds no font on this machine; install fontconfig and a font"
              + " (Debian: apt-get install fontconfig fonts-dejavu-core).",
          e);
    }
  }

  /** A chart as XChart paints it. */
  public static Picture of(Chart<?, ?> chart) {
    int width = chart.getWidth();
    int height = chart.getHeight();
    return drawn(width, height, graphics -> chart.paint(graphics, width, height));
  }

  /** A custom drawing, in CSS pixels. */
  public static Picture drawn(int width, int height, Consumer<Graphics2D> drawing) {
    BufferedImage image =
        new BufferedImage(DENSITY * width, DENSITY * height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.scale(DENSITY, DENSITY);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    drawing.accept(graphics);
    graphics.dispose();
    return new Picture(png(image), width, height);
  }

  /** The picture with a line of text below it, on the colour of its corner. */
  public Picture captioned(String line) {
    BufferedImage image = decoded(png);
    Color ground = new Color(image.getRGB(0, image.getHeight() - 1));
    boolean isNight = ground.equals(Palette.NIGHT);
    return drawn(
        width,
        height + CAPTION,
        graphics -> {
          graphics.setColor(ground);
          graphics.fillRect(0, 0, width, height + CAPTION);
          graphics.drawImage(image, 0, 0, width, height, null);
          graphics.setColor(isNight ? Palette.faded(Palette.NIGHT_INK, 0.7) : Palette.MUTED);
          graphics.setFont(PlotStyle.LABELS);
          graphics.drawString(line, 10f, height + CAPTION - 8f);
        });
  }

  /** An image of sensor pixels, each shown {@code zoom} CSS pixels wide by the browser. */
  public static Picture ofPixels(int[] rgb, int width, int zoom) {
    int height = rgb.length / width;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, width, height, rgb, 0, width);
    return new Picture(png(image), width * zoom, height * zoom);
  }

  /** A drawing that was stored as {@link #png}. */
  public static Picture ofPng(byte[] png) {
    BufferedImage image = decoded(png);
    return new Picture(png.clone(), image.getWidth() / DENSITY, image.getHeight() / DENSITY);
  }

  /** Width on the page in CSS pixels. */
  public int width() {
    return width;
  }

  /** Height on the page in CSS pixels. */
  public int height() {
    return height;
  }

  /** The picture as a {@code data:} URI, for a page in a single file. */
  public String dataUri() {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
  }

  /** The PNG file. */
  public byte[] png() {
    return png.clone();
  }

  private static BufferedImage decoded(byte[] png) {
    try {
      return ImageIO.read(new ByteArrayInputStream(png));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] png(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
