/**
 * Simulated Atlas images: point spread function, noise, artefacts of bright stars.
 *
 * <p>Read {@link allsky.simulation.image.ImageRenderer} first.
 */
package allsky.simulation.image;
