package allsky.simulation.spectra;

import allsky.spectrum.SpectrumKey;
import allsky.survey.SourceClass;

/**
 * A row of the SDSS-like spectroscopic table; the names are those of specObj.
 *
 * @param plate plate number
 * @param mjd modified Julian date of the exposure
 * @param fiberId fibre on the plate, 1 to 1000
 * @param ra right ascension of the fibre in degrees
 * @param dec declination of the fibre in degrees
 * @param sourceClass class of the best fit
 * @param subclass subclass of the best fit, or empty
 * @param z redshift
 * @param zErr its error
 * @param zWarning bit mask of warnings; 0 for a reliable redshift
 * @param snMedianAll median signal-to-noise ratio of a pixel
 * @param primary true for the best spectrum of an object
 */
public record Spectrum(
    int plate,
    int mjd,
    int fiberId,
    double ra,
    double dec,
    SourceClass sourceClass,
    String subclass,
    double z,
    double zErr,
    int zWarning,
    double snMedianAll,
    boolean primary) {

  private static final long RUN2D_DR17 = 1300;

  /** Plate, date and fibre, which name the spectrum. */
  public SpectrumKey key() {
    return new SpectrumKey(plate, mjd, fiberId);
  }

  /**
   * SDSS's key as an unsigned decimal number: plate, fibre, days since MJD 50000 and reduction from
   * the highest bit on (SDSS DR17, glossary, "specobjid").
   */
  public String specObjId() {
    long id =
        (long) plate << 50 | (long) fiberId << 38 | (long) (mjd - 50_000) << 24 | RUN2D_DR17 << 10;
    return Long.toUnsignedString(id);
  }
}
