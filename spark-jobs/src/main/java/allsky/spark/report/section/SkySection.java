package allsky.spark.report.section;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;

import allsky.sky.SkyPosition;
import allsky.spark.plot.TilePlot;
import allsky.spark.report.html.Csv;
import allsky.spark.report.html.Html;
import allsky.spark.report.run.RunFolder;
import allsky.spark.report.run.SkyCells;
import allsky.spark.report.run.TileSample;
import allsky.spark.table.prediction.PredictionTable;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The section with the sky map: densities on the sky, and the sources of one tile. */
public final class SkySection {

  private static final String ID = "sky";
  private static final String TITLE = "Sky map";

  private SkySection() {}

  public static Section of(RunFolder run) {
    Optional<Dataset<Row>> predictions = run.predictions();
    if (predictions.isEmpty()) {
      return Section.absent(ID, TITLE, "No predictions yet. Run bin/allsky classify-allsky.");
    }
    List<Row> tiles = tiles(predictions.get());
    if (tiles.isEmpty()) {
      return Section.absent(ID, TITLE, "No classified source is on a tile.");
    }
    return present(run, tiles);
  }

  private static Section present(RunFolder run, List<Row> tiles) {
    long fullest = tiles.stream().mapToLong(tile -> tile.getLong(1)).max().orElse(1);
    Row chosen =
        tiles.stream().filter(tile -> tile.getLong(1) == fullest).findFirst().orElseThrow();
    JsonObject numbers = new JsonObject();
    numbers.addProperty("tiles", tiles.size());
    numbers.addProperty("fullest_tile", chosen.getString(0));
    numbers.addProperty("fullest_tile_sources", fullest);
    return Section.of(ID, TITLE, numbers, figures(run, tiles.size(), chosen));
  }

  private static Html figures(RunFolder run, int tiles, Row chosen) {
    String coaddId = chosen.getString(0);
    long inTile = chosen.getLong(1);
    List<TilePlot.Source> sources = TileSample.of(run, coaddId, position(chosen));
    Csv csv = Csv.withHead("class", "east_arcmin", "north_arcmin", "outlier");
    sources.forEach(
        one -> csv.row(one.sourceClass(), one.eastArcmin(), one.northArcmin(), one.outlier()));
    return Section.beside(
        SkyMapFigure.of(
            SkyCells.of(run.predictions().orElseThrow()),
            Numbers.count(tiles) + (tiles == 1 ? " tile" : " tiles") + " of 18,240."),
        Section.figure(
            TilePlot.draw(sources),
            "Map of the tile "
                + coaddId
                + " with a dot for each of "
                + Numbers.count(sources.size())
                + " sources in the colour of its class, and rings around outliers",
            "Tile "
                + coaddId
                + ": "
                + Numbers.count(inTile)
                + " classified sources"
                + (inTile > TileSample.LIMIT
                    ? ", " + Numbers.count(TileSample.LIMIT) + " of them shown"
                    : "")
                + ". Larger dots are brighter in W1. Rings are outliers.",
            csv,
            "sky-tile"));
  }

  /** The tiles: coadd_id, number of classified sources, one position; at most 18,240 rows. */
  private static List<Row> tiles(Dataset<Row> predictions) {
    return predictions
        .where(
            col(PredictionTable.CLASS).isNotNull().and(col(PredictionTable.COADD_ID).isNotNull()))
        .groupBy(col(PredictionTable.COADD_ID))
        .agg(
            count(lit(1)),
            min(struct(col(PredictionTable.DEC), col(PredictionTable.RA))).as("southernmost"))
        .orderBy(col(PredictionTable.COADD_ID))
        .collectAsList();
  }

  private static SkyPosition position(Row tile) {
    Row southernmost = tile.getStruct(2);
    return SkyPosition.ofDegrees(southernmost.getDouble(1), southernmost.getDouble(0));
  }
}
