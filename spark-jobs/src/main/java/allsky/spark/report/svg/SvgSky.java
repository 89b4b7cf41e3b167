package allsky.spark.report.svg;

import allsky.sky.GalacticPosition;
import allsky.sky.HammerProjection;
import allsky.sky.HammerProjection.MapPoint;
import allsky.sky.Healpix;
import allsky.sky.SkyPosition;
import allsky.spark.plot.canvas.HeatColours;
import allsky.spark.report.html.Html;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Draws densities of sources on the complete sky: Galactic coordinates, Hammer-Aitoff projection,
 * the Galactic centre in the middle, longitude growing to the left. One of several quantities is
 * shown; the reader chooses which, without a script.
 */
public final class SvgSky {

  /**
   * A HEALPix cell, NESTED, ICRS.
   *
   * @param densities sources per square degree by the name of a quantity; 0 shows the ground
   * @param hover what the cell says under the pointer
   */
  public record Cell(int order, long number, Map<String, Double> densities, String hover) {}

  private static final int WIDTH = 660;
  private static final int HEIGHT = 382;
  private static final double SCALE = 312 / HammerProjection.HALF_WIDTH;
  private static final double MIDDLE = 172;
  private static final HammerProjection MAP = HammerProjection.centredOn(0);

  /** So few cells get a ring each, because they would be hard to find. */
  private static final int FEW = 60;

  private SvgSky() {}

  /**
   * The choice of the quantity and the map.
   *
   * @param quantities the names of the quantities; the first one is shown at first
   */
  public static Html draw(List<String> quantities, List<Cell> cells, String alternative) {
    double[] densities =
        cells.stream()
            .flatMap(cell -> cell.densities().values().stream())
            .mapToDouble(Double::doubleValue)
            .filter(density -> density > 0)
            .toArray();
    Axis scale =
        Axis.ofDecades(
            "sources per square degree",
            Math.max(0.01, Arrays.stream(densities).min().orElse(1)),
            Math.max(0.1, Arrays.stream(densities).max().orElse(10)));
    List<Html> all = new ArrayList<>();
    graticule(all);
    cells.forEach(cell -> all.add(cell(quantities, cell, scale)));
    if (cells.size() <= FEW) {
      cells.forEach(cell -> all.add(ring(cell)));
    }
    labels(all);
    colourBar(all, scale);
    List<Html> figure = new ArrayList<>();
    for (int i = 0; i < quantities.size(); i++) {
      figure.addAll(choice(quantities.get(i), i));
    }
    figure.add(
        Html.element("svg", all)
            .with("viewBox", "0 0 " + WIDTH + " " + HEIGHT)
            .with("role", "img")
            .with("aria-label", alternative)
            .with("style", "width:" + WIDTH + "px"));
    return Html.element("div", figure).styled("skymap");
  }

  private static List<Html> choice(String quantity, int place) {
    String id = "skymap-" + place;
    Html button =
        Html.element("input")
            .with("type", "radio")
            .with("name", "skymap")
            .with("id", id)
            .styled("choice" + place);
    return List.of(
        place == 0 ? button.with("checked", "checked") : button,
        Html.element("label", quantity).with("for", id));
  }

  private static Html cell(List<String> quantities, Cell cell, Axis scale) {
    SkyPosition centre = Healpix.centre(cell.order(), cell.number());
    double centreEast = east(GalacticPosition.of(centre));
    String points =
        Healpix.corners(cell.order(), cell.number()).stream()
            .map(GalacticPosition::of)
            .map(corner -> near(corner, centreEast))
            .map(point -> SvgPlot.number(x(point)) + "," + SvgPlot.number(y(point)))
            .collect(Collectors.joining(" "));
    String colours =
        IntStream.range(0, quantities.size())
            .mapToObj(i -> "--q" + i + ":" + colour(cell.densities().get(quantities.get(i)), scale))
            .collect(Collectors.joining(";"));
    return Html.element("polygon", Html.element("title", cell.hover()))
        .with("points", points)
        .with("style", colours)
        .styled("cell");
  }

  /** A corner on the side of the map on which the centre of its cell is. */
  private static MapPoint near(GalacticPosition corner, double centreEast) {
    double east = centreEast + Math.IEEEremainder(east(corner) - centreEast, 360);
    return MAP.project(Math.max(-180, Math.min(180, east)), corner.latDeg());
  }

  private static Html ring(Cell cell) {
    MapPoint point = project(GalacticPosition.of(Healpix.centre(cell.order(), cell.number())));
    return Html.element("circle", Html.element("title", cell.hover()))
        .with("cx", SvgPlot.number(x(point)))
        .with("cy", SvgPlot.number(y(point)))
        .with("r", "8")
        .styled("ring");
  }

  private static String colour(double density, Axis scale) {
    return density > 0
        ? String.format(Locale.ROOT, "#%06x", HeatColours.rgb(scale.place(density)))
        : "none";
  }

  private static void graticule(List<Html> all) {
    for (int east = -180; east <= 180; east += 30) {
      int lon = east;
      all.add(curve(IntStream.rangeClosed(-90, 90).mapToObj(lat -> MAP.project(lon, lat))));
    }
    for (int lat = -60; lat <= 60; lat += 30) {
      int of = lat;
      all.add(curve(IntStream.rangeClosed(-180, 180).mapToObj(east -> MAP.project(east, of))));
    }
  }

  private static void labels(List<Html> all) {
    for (int lon : new int[] {120, 60, 0, 300, 240}) {
      all.add(longitude(lon, Math.IEEEremainder(lon, 360), "middle"));
    }
    all.add(longitude(180, 180, "start"));
    all.add(longitude(180, -180, "end"));
    for (int lat : new int[] {-60, -30, 30, 60}) {
      MapPoint point = MAP.project(0, lat);
      String sign = lat > 0 ? "+" : "−";
      all.add(SvgPlot.text(sign + Math.abs(lat) + "°", x(point) + 4, y(point) - 4, "start"));
    }
    all.add(
        SvgPlot.text("l = 0° in the middle, b = +90° at the top", 8, 16, "start").styled("hint"));
  }

  private static Html longitude(int lon, double east, String anchor) {
    MapPoint point = MAP.project(east, 0);
    return SvgPlot.text(lon + "°", x(point), y(point) + 15, anchor);
  }

  private static void colourBar(List<Html> all, Axis scale) {
    double left = 190;
    double step = 280 / 56.0;
    for (int i = 0; i < 56; i++) {
      all.add(
          Html.element("rect")
              .with("x", SvgPlot.number(left + i * step))
              .with("y", "345")
              .with("width", SvgPlot.number(step + 0.3))
              .with("height", "9")
              .with("fill", String.format(Locale.ROOT, "#%06x", HeatColours.rgb(i / 55.0))));
    }
    for (double tick : scale.ticks()) {
      double at = left + 280 * scale.place(tick);
      all.add(SvgPlot.text(scale.text(tick), at, 370, "middle"));
    }
    all.add(SvgPlot.text("per deg²", left + 280 + 34, 354, "start"));
  }

  private static Html curve(Stream<MapPoint> points) {
    String path =
        points
            .map(point -> SvgPlot.number(x(point)) + " " + SvgPlot.number(y(point)))
            .collect(Collectors.joining("L"));
    return Html.element("path").with("d", "M" + path).styled("grid");
  }

  private static double east(GalacticPosition position) {
    return Math.IEEEremainder(position.lonDeg(), 360);
  }

  private static MapPoint project(GalacticPosition position) {
    return MAP.project(east(position), position.latDeg());
  }

  private static double x(MapPoint point) {
    return WIDTH / 2.0 + SCALE * point.x();
  }

  private static double y(MapPoint point) {
    return MIDDLE - SCALE * point.y();
  }
}
