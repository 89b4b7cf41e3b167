package allsky.spark.fetch.selection;

import allsky.footprint.AtlasFootprints;
import allsky.footprint.AtlasLocator;
import allsky.sky.SkyRegion;
import allsky.spark.columns.Columns;
import allsky.spark.columns.position.SkyColumns;
import allsky.survey.AtlasTile;
import allsky.survey.Band;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.types.DataTypes;

/**
 * The tiles to download: the tiles of sources (by the tile name in the catalog, or else by
 * position), of a region, or of a list of names.
 *
 * @param sourcesByTile number of sources by the name of their tile; 0 for a region and for names
 * @param sourcesWithout number of sources with neither a tile name nor a position
 */
public record TileSelection(SortedMap<String, Long> sourcesByTile, long sourcesWithout) {

  /** The pattern of tile names. Names become paths, so all others are rejected. */
  private static final Pattern COADD_ID = Pattern.compile("\\d{4}[pm]\\d{3}_[a-z]{2}\\d{2}");

  /**
   * Finds the tiles of sources, on the executors.
   *
   * @param rows have the columns {@code ra} and {@code dec}
   * @param coaddId the catalog's tile name, a column of the rows or a null literal
   */
  public static TileSelection of(Dataset<Row> rows, Column coaddId) {
    Map<String, Long> counts = Columns.counts(rows, tile(coaddId));
    Long without = counts.remove(null);
    return new TileSelection(new TreeMap<>(counts), without == null ? 0 : without);
  }

  /** All tiles that overlap a region. */
  public static TileSelection of(SkyRegion region) {
    return withoutSources(AtlasFootprints.touching(region).stream().map(AtlasTile::coaddId));
  }

  /**
   * The tiles of a list of names.
   *
   * @throws IllegalArgumentException for a text that is not a tile name
   */
  public static TileSelection ofNames(String coaddIds) {
    List<String> names = Arrays.stream(coaddIds.split(",")).map(String::trim).toList();
    names.stream()
        .filter(name -> !COADD_ID.matcher(name).matches())
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(name + " is not a tile name");
            });
    return withoutSources(names.stream());
  }

  private static TileSelection withoutSources(Stream<String> names) {
    SortedMap<String, Long> counts = new TreeMap<>();
    names.forEach(name -> counts.put(name, 0L));
    return new TileSelection(counts, 0);
  }

  /** The tiles' names, sorted. */
  public List<String> coaddIds() {
    return List.copyOf(sourcesByTile.keySet());
  }

  /** The number of sources with a tile. */
  public long sources() {
    return sourcesByTile.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The tile of a source; null if it has neither a tile name nor a position. */
  static Column tile(Column coaddId) {
    UDF3<String, Double, Double, String> tileOf = TileSelection::tileOf;
    return SkyColumns.ofSource(tileOf, DataTypes.StringType, coaddId.cast("string"));
  }

  /** The images of all tiles, grouped by tile. */
  public List<ArchiveImage> images(List<Band> bands, List<ImageKind> kinds) {
    return coaddIds().stream().flatMap(coaddId -> images(coaddId, bands, kinds)).toList();
  }

  static Stream<ArchiveImage> images(String coaddId, List<Band> bands, List<ImageKind> kinds) {
    return bands.stream()
        .flatMap(
            band -> kinds.stream().map(kind -> ArchiveImage.completeImage(coaddId, band, kind)));
  }

  private static String tileOf(String coaddId, Double raDeg, Double decDeg) {
    if (coaddId != null && COADD_ID.matcher(coaddId.trim()).matches()) {
      return coaddId.trim();
    }
    return SkyColumns.isPosition(raDeg, decDeg)
        ? AtlasLocator.tileOf(raDeg, decDeg).coaddId()
        : null;
  }
}
