package allsky.survey;

/**
 * The measured Vega magnitudes of a source, NaN where there is no measurement. An upper limit is no
 * measurement.
 */
public record Magnitudes(double w1, double w2, double w3) {

  /** No WISE source is brighter, in mag; archives write -999 for no value. */
  public static final double BRIGHTEST = -10;

  /** No WISE source is fainter, in mag; archives write 99 for no value. */
  public static final double FAINTEST = 30;

  /**
   * A magnitude of a catalog if it is a measurement; otherwise NaN. AllWISE gives a 95 % upper
   * limit as a magnitude without an error (Explanatory Supplement to AllWISE, section II.2.a,
   * w?sigmpro).
   *
   * @param magnitude Vega magnitude; null, NaN or outside of -10 to 30 without a measurement
   * @param error of the magnitude, mag; null, NaN or negative for an upper limit
   */
  public static double measured(Double magnitude, Double error) {
    boolean isMeasured = error != null && error >= 0;
    return isMeasured ? given(magnitude) : Double.NaN;
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
}
