/**
 * The header of a survey image: band, tile, kind of product, calibration and projection.
 *
 * <p>Read {@link allsky.fits.header.TileHeader} first; {@link allsky.fits.header.ImageSurvey}
 * distinguishes Atlas and unWISE images.
 */
package allsky.fits.header;
