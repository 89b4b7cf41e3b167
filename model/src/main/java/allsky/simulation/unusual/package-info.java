/**
 * Unusual objects of a simulated sky: kinds that no class of the network has. They are added to
 * measure outlier flags, and have no spectrum.
 *
 * <p>Read {@link allsky.simulation.unusual.UnusualKind} first, then {@link
 * allsky.simulation.unusual.UnusualDraw}.
 */
package allsky.simulation.unusual;
