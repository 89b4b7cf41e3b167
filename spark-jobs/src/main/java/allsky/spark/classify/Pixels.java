package allsky.spark.classify;

import allsky.cutout.Cutout;
import allsky.cutout.CutoutResult;
import allsky.cutout.CutoutStatus;
import allsky.cutout.StoredCutout;

/**
 * What the classification needs of one source: the pixels from a tile or from a table of cutouts,
 * or the reason why there are none.
 *
 * @param status OK, or a reason by name
 * @param pixels as in {@link Cutout#pixels}, or null
 */
record Pixels(String status, float[] pixels, float dx, float dy, int flags) {

  static Pixels of(CutoutResult extraction) {
    Cutout cutout = extraction.cutout();
    return cutout == null
        ? missing(extraction.status().name())
        : new Pixels(
            CutoutStatus.OK.name(), cutout.pixels(), cutout.dx(), cutout.dy(), cutout.flags());
  }

  static Pixels of(StoredCutout cutout) {
    return new Pixels(
        cutout.status().name(), cutout.pixels(), cutout.dx(), cutout.dy(), cutout.flags());
  }

  static Pixels missing(String status) {
    return new Pixels(status, null, 0, 0, 0);
  }
}
