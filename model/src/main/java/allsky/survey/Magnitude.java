package allsky.survey;

/**
 * What a catalog says about the brightness of a source in a band.
 *
 * @param given Vega magnitude: a measurement or an upper limit; NaN if there is none
 * @param error of a measurement, mag, 0 or more; NaN for an upper limit
 */
public record Magnitude(double given, double error) {

  /** No WISE source is brighter, in mag; archives write -999 for no value. */
  public static final double BRIGHTEST = -10;

  /** No WISE source is fainter, in mag; archives write 99 for no value. */
  public static final double FAINTEST = 30;

  /**
   * A magnitude with a larger error, in mag, is no measurement: the flux is then not known to a
   * factor of 100. SkyServer writes 9999 for an error that is null.
   */
  public static final double LARGEST_ERROR = 5;

  /** The brightness in a band without a value. */
  public static final Magnitude NONE = new Magnitude(Double.NaN, Double.NaN);

  /**
   * The brightness by the columns of a catalog. AllWISE gives a 95 % upper limit as a magnitude
   * without an error (Explanatory Supplement to AllWISE, section II.2.a, w?sigmpro).
   *
   * @param magnitude Vega magnitude; null, NaN or outside of -10 to 30 if there is none
   * @param error of the magnitude, mag; null, NaN, negative or above 5 for an upper limit
   */
  public static Magnitude of(Double magnitude, Double error) {
    boolean isMeasured = error != null && error >= 0 && error <= LARGEST_ERROR;
    return new Magnitude(given(magnitude), isMeasured ? error : Double.NaN);
  }

  /**
   * A magnitude of a catalog, also an upper limit.
   *
   * @param magnitude Vega magnitude; null, NaN or outside of -10 to 30 if there is none
   * @return NaN if there is none
   */
  public static double given(Double magnitude) {
    boolean isGiven = magnitude != null && magnitude >= BRIGHTEST && magnitude <= FAINTEST;
    return isGiven ? magnitude : Double.NaN;
  }

  /** True for a magnitude with an error. */
  public boolean isMeasured() {
    return !Double.isNaN(given) && !Double.isNaN(error);
  }

  /** The magnitude; NaN if it is not measured. An upper limit is no measurement. */
  public double measured() {
    return isMeasured() ? given : Double.NaN;
  }
}
