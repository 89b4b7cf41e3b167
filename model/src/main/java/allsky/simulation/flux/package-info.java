/**
 * Simulated flux by wavelength: parametric stars, galaxies and quasars, and a spectrograph that
 * observes them. The shapes and strengths of the features are approximations by hand; results on
 * such spectra are always called simulated.
 *
 * <p>Read in this order: {@link allsky.simulation.flux.FluxCurve}, {@link
 * allsky.simulation.flux.StarModel}, {@link allsky.simulation.flux.GalaxyModel}, {@link
 * allsky.simulation.flux.QuasarModel}, {@link allsky.simulation.flux.SpectrumSimulator}.
 */
package allsky.simulation.flux;
