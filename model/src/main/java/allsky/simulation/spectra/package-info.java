/**
 * Which simulated sources SDSS would observe, and the redshift and class of their spectra.
 *
 * <p>Read {@link allsky.simulation.spectra.SpectroscopicSurvey} first.
 */
package allsky.simulation.spectra;
