/**
 * World coordinates of an image: SIN and TAN projections between pixels and ICRS degrees
 * (Calabretta and Greisen 2002).
 *
 * <p>Read {@link allsky.fits.wcs.TileProjection} first; {@code WcsReader} reads the projection from
 * the cards and refuses what it does not know.
 */
package allsky.fits.wcs;
