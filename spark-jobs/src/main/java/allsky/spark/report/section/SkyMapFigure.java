package allsky.spark.report.section;

import allsky.sky.GalacticPosition;
import allsky.sky.Healpix;
import allsky.spark.report.html.Csv;
import allsky.spark.report.html.Html;
import allsky.spark.report.run.SkyCells;
import allsky.spark.report.svg.SvgSky;
import allsky.survey.SourceClass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The map of the densities of all classified sources and of each class. */
final class SkyMapFigure {

  private static final String ALL = "all sources";

  private SkyMapFigure() {}

  static Html of(SkyCells sky, String tiles) {
    List<String> quantities = new ArrayList<>(List.of(ALL));
    for (SourceClass one : SourceClass.values()) {
      quantities.add(one.name());
    }
    List<SvgSky.Cell> cells = new ArrayList<>();
    sky.cells().forEach((number, cell) -> cells.add(cell(sky.order(), number, cell)));
    String alternative =
        "Map of the sky in Galactic coordinates with "
            + Numbers.count(cells.size())
            + " HEALPix cells, coloured by their number of sources per square degree";
    String caption =
        tiles
            + " Galactic coordinates, Hammer-Aitoff projection (equal area). HEALPix cells of order "
            + sky.order()
            + ", coloured by sources per square degree of their parts of 14 arcmin with a source."
            + " Point at a cell for its numbers.";
    return Section.drawings(
        List.of(SvgSky.draw(quantities, cells, alternative)), caption, csv(sky), "sky-map");
  }

  private static SvgSky.Cell cell(int order, long number, SkyCells.Cell cell) {
    Map<String, Double> densities = new LinkedHashMap<>();
    densities.put(ALL, cell.sources() / cell.squareDegrees());
    StringBuilder shares = new StringBuilder();
    for (SourceClass one : SourceClass.values()) {
      long count = cell.counts().get(one);
      densities.put(one.name(), count / cell.squareDegrees());
      shares.append(shares.isEmpty() ? "" : ", ").append(one).append(' ');
      shares.append(Numbers.percent((double) count / cell.sources())).append(" %");
    }
    GalacticPosition centre = GalacticPosition.of(Healpix.centre(order, number));
    String hover =
        String.format(
            Locale.ROOT,
            "l %.1f°, b %+.1f°: %,d sources, %,.0f per square degree; %s",
            centre.lonDeg(),
            centre.latDeg(),
            cell.sources(),
            densities.get(ALL),
            shares);
    return new SvgSky.Cell(order, number, densities, hover);
  }

  private static Csv csv(SkyCells sky) {
    Csv csv =
        Csv.withHead(
            "order",
            "healpix_nested_icrs",
            "glon_deg",
            "glat_deg",
            "square_deg",
            "star",
            "galaxy",
            "qso");
    sky.cells()
        .forEach(
            (number, cell) -> {
              GalacticPosition centre = GalacticPosition.of(Healpix.centre(sky.order(), number));
              Map<SourceClass, Long> counts = cell.counts();
              csv.row(
                  sky.order(),
                  number,
                  centre.lonDeg(),
                  centre.latDeg(),
                  cell.squareDegrees(),
                  counts.get(SourceClass.STAR),
                  counts.get(SourceClass.GALAXY),
                  counts.get(SourceClass.QSO));
            });
    return csv;
  }
}
