/**
 * The header of a survey image: band, tile, kind of product, calibration and projection.
 *
 * <p>Read {@link allsky.fits.header.TileHeader} first; {@link allsky.fits.header.ImageSurvey} tells
 * Atlas and unWISE images apart.
 */
package allsky.fits.header;
