package allsky.spark.classify;

import allsky.cutout.Cutout;
import allsky.cutout.CutoutResult;
import allsky.cutout.CutoutStatus;
import allsky.cutout.StoredCutout;

/**
 * The input of the classification for one source: the pixels from a tile or from a table of
 * cutouts, or the reason why there are none.
 *
 * @param status OK, or the reason
 * @param pixels as in {@link Cutout#pixels}; null unless the status is OK
 * @param dx see {@link Cutout#dx}
 * @param dy see {@link Cutout#dy}
 * @param flags bits of {@link allsky.cutout.CutoutFlag}
 */
record Pixels(CutoutStatus status, float[] pixels, float dx, float dy, int flags) {

  Pixels {
    if ((status == CutoutStatus.OK) != (pixels != null)) {
      throw new IllegalArgumentException("Invalid pixels (pixels only if OK): " + status);
    }
  }

  static Pixels of(CutoutResult extraction) {
    Cutout cutout = extraction.cutout();
    return cutout == null
        ? missing(extraction.status())
        : new Pixels(CutoutStatus.OK, cutout.pixels(), cutout.dx(), cutout.dy(), cutout.flags());
  }

  static Pixels of(StoredCutout cutout) {
    return new Pixels(cutout.status(), cutout.pixels(), cutout.dx(), cutout.dy(), cutout.flags());
  }

  static Pixels missing(CutoutStatus status) {
    return new Pixels(status, null, 0, 0, 0);
  }
}
