package allsky.spark.fetch.selection;

import static org.apache.spark.sql.functions.col;

import allsky.sky.SkyPosition;
import allsky.survey.Band;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Finds the cutout requests for sources, each from the tile of the source. */
public final class CutoutRequests {

  private CutoutRequests() {}

  /**
   * The requests without duplicates, in each band.
   *
   * @param rows have the columns {@code ra} and {@code dec}
   * @param coaddId the catalog's tile name, a column of the rows or a null literal
   * @param max the limit for the number of squares; the search stops at one more
   */
  public static List<ArchiveImage> of(
      Dataset<Row> rows, Column coaddId, List<Band> bands, double sizeArcsec, int max) {
    List<Row> sources =
        rows.select(
                TileSelection.tile(coaddId), col("ra").cast("double"), col("dec").cast("double"))
            .distinct()
            .limit(max + 2)
            .collectAsList();
    return sources.stream()
        .filter(CutoutRequests::hasPlace)
        .flatMap(source -> images(source, bands, sizeArcsec))
        .distinct()
        .sorted(Comparator.comparing(ArchiveImage::path))
        .limit(max + 1)
        .toList();
  }

  private static boolean hasPlace(Row source) {
    boolean complete = !source.isNullAt(0) && !source.isNullAt(1) && !source.isNullAt(2);
    return complete && SkyPosition.isValid(source.getDouble(1), source.getDouble(2));
  }

  private static Stream<ArchiveImage> images(Row source, List<Band> bands, double sizeArcsec) {
    CutoutRequest cutout = new CutoutRequest(source.getDouble(1), source.getDouble(2), sizeArcsec);
    return bands.stream()
        .map(band -> new ArchiveImage(source.getString(0), band, ImageKind.INT, cutout));
  }
}
