package allsky.spark.tiles;

import allsky.cutout.CutoutStatus;
import allsky.survey.Band;
import java.util.List;
import java.util.Optional;

/**
 * Why a tile cannot be used.
 *
 * @param status what its sources get
 * @param problem one line that names the file
 */
record TileFault(CutoutStatus status, String problem) {

  /**
   * What is known of a tile before its pixels are read: a band is missing or its header unusable.
   */
  static Optional<TileFault> known(Tile tile, List<Band> bands) {
    for (Band band : bands) {
      String problem = tile.problems().get(band);
      if (problem != null) {
        CutoutStatus status =
            ImageFile.isOutOfReach(problem) ? CutoutStatus.UNREADABLE : CutoutStatus.BAD_IMAGE;
        return Optional.of(new TileFault(status, problem));
      }
      if (!tile.paths().containsKey(band)) {
        String missing = tile.coaddId() + ": there is no " + band + " image";
        return Optional.of(new TileFault(CutoutStatus.NO_BAND, missing));
      }
    }
    return Optional.empty();
  }
}
