/**
 * The simulated spectra: selection of the sources as in SDSS, redshift and class.
 *
 * <p>Read {@link allsky.simulation.spectra.SpectroscopicSurvey} first.
 */
package allsky.simulation.spectra;
