/**
 * The structure of FITS files: header cards, formats of binary table columns, and the exception for
 * unreadable files (FITS Standard 4.0).
 *
 * <p>Read in this order: {@link allsky.fits.FitsCards}, then {@code fits.wcs} (positions), {@code
 * fits.header} (the header of a survey image), {@code fits.pixels} (stored and compressed pixels),
 * {@code fits.image} (a file as an image). Pixel coordinates are 0-based everywhere: the centre of
 * the first pixel is (0, 0), one less than in FITS. Cutouts are in {@code allsky.cutout}.
 */
package allsky.fits;
