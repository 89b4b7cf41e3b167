/**
 * The simulated sources: populations, number counts, shapes and class fractions on the sky.
 *
 * <p>Read {@link allsky.simulation.source.SkySource} first.
 */
package allsky.simulation.source;
