/**
 * Reads a FITS file as an image: header and pixels, from a stream.
 *
 * <p>Read {@link allsky.fits.image.FitsImage} first. {@link allsky.fits.image.FitsStructure} checks
 * a file without reading its pixels.
 */
package allsky.fits.image;
