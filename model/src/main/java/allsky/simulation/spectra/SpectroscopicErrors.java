package allsky.simulation.spectra;

/**
 * The rates of wrong spectra.
 *
 * @param wrongMatchRate share of the fibres on another object within 3 arcsec, 0 to 1
 * @param wrongLabelRate share of the other spectra with a random class, 0 to 1
 */
public record SpectroscopicErrors(double wrongMatchRate, double wrongLabelRate) {

  /**
   * Published matches have 1 to 2 % of chance matches. The rate of wrong labels is a round number.
   */
  public static final SpectroscopicErrors TYPICAL = new SpectroscopicErrors(0.015, 0.005);

  public static final SpectroscopicErrors NONE = new SpectroscopicErrors(0, 0);
}
