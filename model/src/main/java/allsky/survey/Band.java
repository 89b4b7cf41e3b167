package allsky.survey;

import allsky.EnumNames;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The four WISE bands with the constants of the AllWISE Atlas images.
 *
 * <p>Zero points are Vega magnitudes of one DN (Explanatory Supplement to AllWISE, section IV.1).
 * The reference noise is the Gaussian noise of one pixel that corresponds to the catalog's 5-sigma
 * depth for the Atlas PSF.
 */
public enum Band {
  W1(3.4, 20.5, 0.5042, 8.3, 17.1),
  W2(4.6, 19.5, 0.7117, 8.5, 15.7),
  W3(12.0, 18.0, 8.171, 8.9, 11.5),
  W4(22.0, 13.0, 1.460, 16.5, 7.7);

  /** A comma with or without blanks, or nothing between a number and the next W. */
  private static final Pattern BETWEEN_NAMES = Pattern.compile("\\s*,\\s*|(?<=\\d)(?=[Ww])");

  private final double wavelengthMicron;
  private final double magnitudeZeroPoint;
  private final double referenceSigmaDn;
  private final double atlasFwhmArcsec;
  private final double depthMagnitude;

  Band(
      double wavelengthMicron,
      double magnitudeZeroPoint,
      double referenceSigmaDn,
      double atlasFwhmArcsec,
      double depthMagnitude) {
    this.wavelengthMicron = wavelengthMicron;
    this.magnitudeZeroPoint = magnitudeZeroPoint;
    this.referenceSigmaDn = referenceSigmaDn;
    this.atlasFwhmArcsec = atlasFwhmArcsec;
    this.depthMagnitude = depthMagnitude;
  }

  /** The band's number in file names and in the BAND card, 1 to 4. */
  public int number() {
    return ordinal() + 1;
  }

  /** Nominal wavelength in micrometres. */
  public double wavelengthMicron() {
    return wavelengthMicron;
  }

  /** Vega magnitude of a source of one DN in an AllWISE Atlas image (MAGZP). */
  public double magnitudeZeroPoint() {
    return magnitudeZeroPoint;
  }

  /** Reference noise of one Atlas pixel in DN; the unit of the stretch. */
  public double referenceSigmaDn() {
    return referenceSigmaDn;
  }

  /**
   * Full width at half maximum of the Atlas image's PSF in arcsec (broader than the telescope's).
   */
  public double atlasFwhmArcsec() {
    return atlasFwhmArcsec;
  }

  /** Vega magnitude at which a source has a signal-to-noise ratio of 5 at typical coverage. */
  public double depthMagnitude() {
    return depthMagnitude;
  }

  /** The name in column names: w1 to w4. */
  public String columnName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The band with a number from 1 to 4.
   *
   * @throws IllegalArgumentException for another number
   */
  public static Band ofNumber(int number) {
    if (number < 1 || number > values().length) {
      throw new IllegalArgumentException("Invalid band (1 to 4): " + number);
    }
    return values()[number - 1];
  }

  /**
   * The band with a name, in any case: W1 to W4.
   *
   * @throws IllegalArgumentException for another name
   */
  public static Band ofName(String name) {
    return EnumNames.find(Band.class, name, "a band");
  }

  /**
   * Reads a list with or without commas, in any case: {@code W1,W2,W3} or {@code W1W2W3}.
   *
   * @throws IllegalArgumentException for an unknown name, a repeated band or an empty list
   */
  public static List<Band> ofNames(String names) {
    List<Band> bands =
        Arrays.stream(BETWEEN_NAMES.split(names.strip())).map(Band::ofName).distinct().toList();
    if (bands.size() != BETWEEN_NAMES.split(names.strip()).length) {
      throw new IllegalArgumentException("a band is repeated");
    }
    return bands;
  }
}
