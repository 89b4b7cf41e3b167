/**
 * Spectra: files in a folder read on the executors, simulated spectra, and the step that classifies
 * them. The training is {@code allsky.spark.training}; formats and formulas are in {@code
 * allsky.spectrum} and {@code allsky.simulation.flux} of the module {@code model}.
 *
 * <p>Read in this order: {@link allsky.spark.spectra.SpectrumFiles}, {@link
 * allsky.spark.spectra.ReadSpectrum}, {@link allsky.spark.spectra.SpectrumClassification}, {@link
 * allsky.spark.spectra.LabelledSpectra}.
 */
package allsky.spark.spectra;
