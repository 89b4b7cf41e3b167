/**
 * A simulated sky for tests and demos without access to an archive: sources, Atlas images, an
 * AllWISE-like catalog and SDSS-like spectra. Everything made here is labelled SIMULATED.
 *
 * <p>Read {@link allsky.simulation.SimulatedSky} first, then {@link
 * allsky.simulation.SimulatedTile}, then the packages below: {@code source} (the true sources),
 * {@code image} (their images), {@code catalog} (their measurement as in AllWISE), {@code spectra}
 * (their rows in SDSS's table of spectra), {@code flux} (their flux by wavelength), {@code unusual}
 * (objects of kinds that no class has).
 *
 * <p>Tiles are independent: if two tiles overlap, their images show different sources there. The
 * same seed, options and tile always give the same images and rows.
 */
package allsky.simulation;
