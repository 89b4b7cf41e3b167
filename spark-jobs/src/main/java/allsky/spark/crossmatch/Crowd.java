package allsky.spark.crossmatch;

import java.util.Locale;

/**
 * Many rows of a side at exactly one position: often the placeholder of rows that have none.
 *
 * @param side whose rows
 * @param rows how many
 * @param raDeg their right ascension, degrees
 * @param decDeg their declination, degrees
 */
record Crowd(Side side, long rows, double raDeg, double decDeg) {

  /** Such as {@code 20,000 rows of --spectra have the same position (0.0, 0.0)}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,d rows of %s have the same position (%s, %s)",
        rows,
        side == Side.LEFT ? "--sources" : "--spectra",
        raDeg,
        decDeg);
  }
}
