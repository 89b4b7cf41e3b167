/**
 * Reads pixels from the bytes of a FITS file: plain numbers and tile-compressed images (FITS
 * Standard 4.0, section 10).
 *
 * <p>Read {@link allsky.fits.pixels.PixelReader} first, then {@link
 * allsky.fits.pixels.CompressedImage}.
 */
package allsky.fits.pixels;
