package allsky.spark.crossmatch.pairs;

import allsky.spark.crossmatch.request.Side;
import java.util.Locale;

/**
 * Many rows of a side at exactly one position: often the placeholder of rows without a position.
 *
 * @param side whose rows
 * @param rows how many
 * @param raDeg their right ascension, degrees
 * @param decDeg their declination, degrees
 */
public record Crowd(Side side, long rows, double raDeg, double decDeg) {

  /** Such as {@code 20,000 rows of --spectra have the same position (0.0, 0.0)}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,d rows of %s have the same position (%s, %s)",
        rows,
        side.option(),
        raDeg,
        decDeg);
  }
}
