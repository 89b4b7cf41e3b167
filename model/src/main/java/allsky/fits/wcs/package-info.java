/**
 * World coordinates of an image: SIN and TAN projections between pixels and ICRS degrees
 * (Calabretta and Greisen 2002).
 *
 * <p>Read {@link allsky.fits.wcs.TileProjection} first; {@code WcsReader} reads the projection from
 * the cards and refuses unknown cards of a projection.
 */
package allsky.fits.wcs;
