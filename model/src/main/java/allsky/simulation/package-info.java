/**
 * A simulated sky for tests and demos where no archive can be reached: sources, Atlas images, an
 * AllWISE-like catalog and SDSS-like spectra. Everything made here is labelled SIMULATED.
 *
 * <p>Read {@link allsky.simulation.SimulatedSky} first, then {@link
 * allsky.simulation.SimulatedTile}, then the packages below: {@code source} (what is on the sky),
 * {@code image} (how an image shows it), {@code catalog} (how AllWISE would measure it), {@code
 * spectra} (which sources SDSS would observe).
 *
 * <p>Tiles are independent: where two tiles overlap, each shows sources of its own. The same seed,
 * options and tile always give the same images and rows.
 */
package allsky.simulation;
