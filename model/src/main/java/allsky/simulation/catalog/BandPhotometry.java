package allsky.simulation.catalog;

/**
 * The photometry of a source in one band of the catalog; NaN is the archive's null. Below a
 * signal-to-noise ratio of 2, magnitudes are 95 % upper limits without an error.
 *
 * @param mpro magnitude of the PSF fit, {@code w?mpro}
 * @param sigmpro its error, {@code w?sigmpro}
 * @param snr signal-to-noise ratio of the PSF fit, {@code w?snr}
 * @param rchi2 reduced chi squared of the PSF fit, {@code w?rchi2}
 * @param sat fraction of saturated pixels, {@code w?sat}
 * @param cov mean coverage in exposures, {@code w?cov}
 * @param sky background in DN, {@code w?sky}
 * @param sigsk noise of the background's pixels in DN, {@code w?sigsk}
 * @param mag1 magnitude in an aperture of 5.5 arcsec, without aperture correction, {@code w?mag_1}
 * @param sigm1 its error, {@code w?sigm_1}
 * @param mag3 magnitude in an aperture of 11 arcsec, without aperture correction, {@code w?mag_3}
 * @param sigm3 its error, {@code w?sigm_3}
 */
public record BandPhotometry(
    double mpro,
    double sigmpro,
    double snr,
    double rchi2,
    double sat,
    double cov,
    double sky,
    double sigsk,
    double mag1,
    double sigm1,
    double mag3,
    double sigm3) {

  /** The same without magnitudes: a band that could not be measured. */
  public BandPhotometry unmeasured() {
    double none = Double.NaN;
    return new BandPhotometry(none, none, none, none, sat, cov, sky, sigsk, none, none, none, none);
  }

  /**
   * The letter of {@code ph_qual}: A from a signal-to-noise ratio of 10, B from 3, C from 2, U for
   * an upper limit.
   */
  public char quality() {
    if (Double.isNaN(sigmpro)) {
      return 'U';
    }
    return snr >= 10 ? 'A' : snr >= 3 ? 'B' : 'C';
  }
}
