package allsky.spark.catalog.hats;

import allsky.sky.Healpix;
import java.io.Serializable;
import java.util.Locale;

/**
 * A HEALPix cell, NESTED, that has its own file.
 *
 * @param order 0 to 29
 * @param number 0 to 12 * 4^order - 1
 */
record HatsCell(int order, long number) implements Serializable {

  /** The number of files in a {@code Dir} folder. */
  private static final long DIRECTORY = 10_000;

  /** The file's path in {@code dataset}: {@code Norder=5/Dir=10000/Npix=12287.parquet}. */
  String path() {
    return String.format(
        Locale.ROOT,
        "Norder=%d/Dir=%d/Npix=%d.parquet",
        order,
        number / DIRECTORY * DIRECTORY,
        number);
  }

  /** The first cell of order 29 within the cell. */
  long first29() {
    return number << (2 * (Healpix.MAX_ORDER - order));
  }

  /** The fraction of the sky that the cell covers. */
  double skyFraction() {
    return 1.0 / (12L << (2 * order));
  }
}
