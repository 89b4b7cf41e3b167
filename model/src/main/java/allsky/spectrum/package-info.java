/**
 * One-dimensional spectra: SDSS's files of one spectrum each, and the network input made of them.
 *
 * <p>Read in this order: {@link allsky.spectrum.ObservedSpectrum}, {@link
 * allsky.spectrum.SpectrumFile} (reads one file), {@link allsky.spectrum.SpectrumInput} (brings a
 * spectrum to one grid of wavelengths), {@link allsky.spectrum.StarTemplates}. A row of the table
 * specObj is something else; the simulated ones are in {@code allsky.simulation.spectra}.
 */
package allsky.spectrum;
