package allsky.simulation.flux;

import java.util.Locale;

/** The temperature of a spectral type, for main-sequence stars (Pecaut and Mamajek 2013). */
final class SpectralType {

  /** Stars that are cooler are L dwarfs. */
  static final double COOLEST_M = 2350;

  private static final String LETTERS = "OBAFGKML";

  /** Temperature of the subtypes 0 in Kelvin, and of L9 at the end. */
  private static final double[] TEMPERATURES = {
    46_000, 31_400, 9700, 7220, 5930, 5270, 3850, 2300, 1300
  };

  private SpectralType() {}

  /**
   * The temperature in Kelvin, linear between the subtypes 0 of neighbouring types.
   *
   * @param type letter and subtype, such as K5 or M2.5; other text counts as G0
   */
  static double temperature(String type) {
    String text = type.trim().toUpperCase(Locale.ROOT);
    if (!text.matches("[OBAFGKML]\\d(\\.\\d)?.*")) {
      return temperature("G0");
    }
    int letter = LETTERS.indexOf(text.charAt(0));
    double subtype = Double.parseDouble(text.replaceFirst("^.(\\d(\\.\\d)?).*", "$1"));
    double warm = TEMPERATURES[letter];
    return warm + (TEMPERATURES[letter + 1] - warm) * subtype / 10;
  }
}
