/**
 * Mixtures of Gaussians: densities of numbers that describe a cutout.
 *
 * <p>Read {@link allsky.calibration.mixture.GaussianMixture} first, then {@link
 * allsky.calibration.mixture.MixtureFit}.
 */
package allsky.calibration.mixture;
