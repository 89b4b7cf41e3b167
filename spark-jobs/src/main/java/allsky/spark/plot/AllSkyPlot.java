package allsky.spark.plot;

import allsky.sky.GalacticPosition;
import allsky.sky.HammerProjection;
import allsky.sky.HammerProjection.MapPoint;
import allsky.sky.SkyPosition;
import allsky.spark.plot.canvas.Palette;
import allsky.spark.plot.canvas.Picture;
import allsky.spark.plot.canvas.PlotStyle;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Draws a map of the complete sky with the classified tiles: equatorial, Hammer-Aitoff projection,
 * right ascension 0 in the middle and growing to the left, the Galactic plane dashed.
 */
public final class AllSkyPlot {

  /**
   * A tile of the map.
   *
   * @param centre the position of the tile's centre
   * @param share its number of sources as a fraction of the largest number, 0 to 1; sets its
   *     brightness
   */
  public record Tile(SkyPosition centre, double share) {}

  private static final int WIDTH = 660;
  private static final int HEIGHT = 430;
  private static final double SCALE = 308 / HammerProjection.HALF_WIDTH;
  private static final double TILE_SIDE_DEG = 1.56;

  private static final HammerProjection MAP = HammerProjection.centredOn(0);

  private AllSkyPlot() {}

  /** The picture. */
  public static Picture draw(List<Tile> tiles) {
    return Picture.drawn(WIDTH, HEIGHT, graphics -> paint(graphics, tiles));
  }

  private static void paint(Graphics2D graphics, List<Tile> tiles) {
    graphics.setColor(Palette.NIGHT);
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    graticule(graphics);
    galacticPlane(graphics);
    tiles.forEach(tile -> tile(graphics, tile, tiles.size()));
  }

  private static void graticule(Graphics2D graphics) {
    graphics.setStroke(new BasicStroke(1));
    graphics.setColor(Palette.NIGHT_GRID);
    for (int east = -180; east <= 180; east += 30) {
      meridian(graphics, east);
    }
    for (int dec = -60; dec <= 60; dec += 30) {
      parallel(graphics, dec);
    }
    graphics.setFont(PlotStyle.LABELS);
    graphics.setColor(Palette.NIGHT_INK);
    for (int hours : new int[] {0, 4, 8, 16, 20}) {
      double eastDeg = Math.IEEEremainder(15.0 * hours, 360);
      label(graphics, hours + "h", MAP.project(eastDeg, 0), 14);
    }
    for (int dec : new int[] {-60, -30, 30, 60}) {
      label(graphics, (dec > 0 ? "+" : "−") + Math.abs(dec) + "°", MAP.project(-180, dec), -4);
    }
  }

  private static void meridian(Graphics2D graphics, double eastDeg) {
    curve(graphics, IntStream.rangeClosed(-90, 90).mapToObj(dec -> MAP.project(eastDeg, dec)));
  }

  private static void parallel(Graphics2D graphics, double decDeg) {
    curve(graphics, IntStream.rangeClosed(-180, 180).mapToObj(east -> MAP.project(east, decDeg)));
  }

  private static void galacticPlane(Graphics2D graphics) {
    graphics.setColor(Palette.faded(Palette.NIGHT_INK, 0.55));
    graphics.setStroke(
        new BasicStroke(
            1.3f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {6, 5}, 0));
    curve(
        graphics,
        IntStream.rangeClosed(0, 360)
            .mapToObj(l -> MAP.project(new GalacticPosition(l, 0).toIcrs())));
    graphics.setFont(PlotStyle.LABELS);
    graphics.setColor(Palette.faded(Palette.NIGHT_INK, 0.8));
    label(graphics, "Galactic plane", MAP.project(new GalacticPosition(40, 0).toIcrs()), -8);
  }

  /** Joins points by a line, which is interrupted at the edge of the map. */
  private static void curve(Graphics2D graphics, Stream<MapPoint> points) {
    Path2D path = new Path2D.Double();
    MapPoint[] last = {null};
    points.forEach(
        point -> {
          if (last[0] == null || Math.hypot(point.x() - last[0].x(), point.y() - last[0].y()) > 1) {
            path.moveTo(x(point), y(point));
          } else {
            path.lineTo(x(point), y(point));
          }
          last[0] = point;
        });
    graphics.draw(path);
  }

  private static void tile(Graphics2D graphics, Tile tile, int tiles) {
    MapPoint point = MAP.project(tile.centre());
    double side = SCALE * Math.toRadians(TILE_SIDE_DEG);
    Color colour = Palette.faded(new Color(0x35d0ba), 0.35 + 0.65 * tile.share());
    graphics.setColor(colour);
    graphics.fill(new Ellipse2D.Double(x(point) - side / 2, y(point) - side / 2, side, side));
    if (tiles <= 100) {
      graphics.setStroke(new BasicStroke(1.5f));
      graphics.draw(new Ellipse2D.Double(x(point) - 7, y(point) - 7, 14, 14));
    }
  }

  private static void label(Graphics2D graphics, String text, MapPoint point, int below) {
    int width = graphics.getFontMetrics().stringWidth(text);
    graphics.drawString(text, (float) (x(point) - width / 2.0), (float) (y(point) + below));
  }

  private static double x(MapPoint point) {
    return WIDTH / 2.0 + SCALE * point.x();
  }

  private static double y(MapPoint point) {
    return HEIGHT / 2.0 - SCALE * point.y();
  }
}
