package allsky.spark.columns;

import static org.apache.spark.sql.functions.when;

import allsky.survey.Magnitude;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;

/**
 * The magnitudes of a catalog as numbers. Archives write placeholders such as -999, 99 or 9999 for
 * no value; they are no magnitudes.
 */
public final class MagnitudeColumns {

  /** Of profile fits (w1mpro) and in apertures (w1mag, w1mag_1). */
  private static final Pattern MAGNITUDE = Pattern.compile("w[1-4](mpro|mag(_\\d)?)");

  private MagnitudeColumns() {}

  /** A Vega magnitude as a double, -10 to 30; null for a placeholder. */
  public static Column given(String name) {
    Column number = Columns.named(name).cast("double");
    return when(number.between(Magnitude.BRIGHTEST, Magnitude.FAINTEST), number);
  }

  /** The difference of two Vega magnitudes in mag, -40 to 40; null if one of them is missing. */
  public static Column colour(String blue, String red) {
    return given(blue).minus(given(red));
  }

  /** Any column of a catalog as a double; null for a placeholder of a magnitude. */
  public static Column number(String name) {
    return MAGNITUDE.matcher(name).matches() ? given(name) : Columns.named(name).cast("double");
  }
}
