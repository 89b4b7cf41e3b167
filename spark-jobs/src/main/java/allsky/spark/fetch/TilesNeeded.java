package allsky.spark.fetch;

import static org.apache.spark.sql.functions.col;

import allsky.image.AtlasLocator;
import allsky.sky.SkyPosition;
import allsky.survey.Band;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * The tiles that some sources lie on: those that their catalog names, else those of their
 * positions.
 *
 * @param coaddIds the tiles' names, sorted
 * @param sources how many sources have a tile
 * @param sourcesWithout how many have neither a tile's name nor a position
 */
public record TilesNeeded(List<String> coaddIds, long sources, long sourcesWithout) {

  /** Names become paths, so anything else is not taken for one. */
  private static final Pattern COADD_ID = Pattern.compile("\\d{4}[pm]\\d{3}_[a-z]{2}\\d{2}");

  private static final String TILE = "tile";

  /**
   * Finds the tiles, on the executors.
   *
   * @param rows have the columns {@code ra} and {@code dec}
   * @param coaddId the catalog's own tile, a column of the rows or a null literal
   */
  public static TilesNeeded of(Dataset<Row> rows, Column coaddId) {
    UDF3<String, Double, Double, String> tileOf = TilesNeeded::tileOf;
    Column tile =
        functions
            .udf(tileOf, DataTypes.StringType)
            .apply(coaddId.cast("string"), col("ra").cast("double"), col("dec").cast("double"));
    List<Row> counts = rows.select(tile.as(TILE)).groupBy(TILE).count().collectAsList();
    long without =
        counts.stream().filter(row -> row.isNullAt(0)).mapToLong(TilesNeeded::sourcesOf).sum();
    return new TilesNeeded(
        counts.stream()
            .filter(row -> !row.isNullAt(0))
            .map(row -> row.getString(0))
            .sorted()
            .toList(),
        counts.stream().mapToLong(TilesNeeded::sourcesOf).sum() - without,
        without);
  }

  /** The images of all tiles, those of a tile together. */
  public List<TileImage> images(List<Band> bands, List<ImageKind> kinds) {
    return coaddIds.stream().flatMap(coaddId -> images(coaddId, bands, kinds)).toList();
  }

  private static Stream<TileImage> images(String coaddId, List<Band> bands, List<ImageKind> kinds) {
    return bands.stream()
        .flatMap(band -> kinds.stream().map(kind -> new TileImage(coaddId, band, kind)));
  }

  private static String tileOf(String coaddId, Double raDeg, Double decDeg) {
    if (coaddId != null && COADD_ID.matcher(coaddId.trim()).matches()) {
      return coaddId.trim();
    }
    boolean valid = raDeg != null && decDeg != null && SkyPosition.isValid(raDeg, decDeg);
    return valid ? AtlasLocator.tileOf(raDeg, decDeg).coaddId() : null;
  }

  private static long sourcesOf(Row count) {
    return count.getLong(1);
  }
}
