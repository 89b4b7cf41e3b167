package allsky.simulation;

import allsky.simulation.catalog.BandPhotometry;
import allsky.simulation.catalog.CatalogSource;
import allsky.survey.Band;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Takes the measurements of W3 and W4 from some rows of a catalog. */
final class MissingBands {

  private final double share;
  private final RandomGenerator random;

  /**
   * @param share of the rows, 0 to 1
   */
  MissingBands(double share, RandomGenerator random) {
    this.share = share;
    this.random = random;
  }

  List<CatalogSource> in(List<CatalogSource> rows) {
    return rows.stream().map(row -> random.nextDouble() < share ? without(row) : row).toList();
  }

  private static CatalogSource without(CatalogSource row) {
    List<BandPhotometry> bands = new ArrayList<>(row.bands());
    for (Band band : List.of(Band.W3, Band.W4)) {
      bands.set(band.ordinal(), row.in(band).unmeasured());
    }
    return row.withBands(bands, row.phQual().substring(0, 2) + "XX");
  }
}
