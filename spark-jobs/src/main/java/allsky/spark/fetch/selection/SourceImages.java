package allsky.spark.fetch.selection;

import allsky.survey.Band;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The images that the sources of a catalog need: squares around the sources of a tile that has few
 * of them, and the complete images of every other tile.
 *
 * @param bands the bands of the network
 * @param sideArcsec the side of a square
 * @param maxSources a tile with more sources gets complete images; 0 for no squares
 */
public record SourceImages(List<Band> bands, double sideArcsec, int maxSources) {

  /**
   * The default of {@link #maxSources}. A square is a request, of which the default policy sends
   * one in 250 ms. At 10 MB/s, a complete image of 67 MB takes as long as 27 requests.
   */
  public static final int MAX_SOURCES = 25;

  /** The driver holds a list of all squares. */
  private static final int MAX_SQUARES = 300_000;

  private static final List<ImageKind> KINDS = List.of(ImageKind.INT);

  /**
   * The images, squares first. A tile whose complete images are there needs no squares. More than
   * {@value #MAX_SQUARES} squares become complete images.
   *
   * @param rows have the columns {@code ra} and {@code dec}
   * @param coaddId the catalog's tile name, a column of the rows or a null literal
   * @param tiles the tiles of the rows
   * @param lacking those of some images that are not there
   */
  public List<ArchiveImage> of(
      Dataset<Row> rows,
      Column coaddId,
      TileSelection tiles,
      UnaryOperator<List<ArchiveImage>> lacking) {
    Set<String> sparse = sparse(tiles, lacking);
    List<ArchiveImage> images = new ArrayList<>();
    if (!sparse.isEmpty()) {
      Column isSparse = TileSelection.tile(coaddId).isInCollection(sparse);
      images.addAll(
          CutoutRequests.of(rows.where(isSparse), coaddId, bands, sideArcsec, MAX_SQUARES));
    }
    tiles.coaddIds().stream()
        .filter(tile -> !sparse.contains(tile))
        .flatMap(this::complete)
        .forEach(images::add);
    return List.copyOf(images);
  }

  /** The tiles whose sources get squares. */
  private Set<String> sparse(TileSelection tiles, UnaryOperator<List<ArchiveImage>> lacking) {
    List<String> few =
        tiles.sourcesByTile().entrySet().stream()
            .filter(tile -> tile.getValue() <= maxSources)
            .map(Map.Entry::getKey)
            .toList();
    Set<String> incomplete = new HashSet<>();
    lacking.apply(few.stream().flatMap(this::complete).toList()).stream()
        .map(ArchiveImage::coaddId)
        .forEach(incomplete::add);
    return squares(tiles, incomplete) > MAX_SQUARES ? Set.of() : incomplete;
  }

  private long squares(TileSelection tiles, Collection<String> sparse) {
    Map<String, Long> sources = tiles.sourcesByTile();
    return sparse.stream().mapToLong(sources::get).sum() * bands.size();
  }

  private Stream<ArchiveImage> complete(String coaddId) {
    return TileSelection.images(coaddId, bands, KINDS);
  }
}
