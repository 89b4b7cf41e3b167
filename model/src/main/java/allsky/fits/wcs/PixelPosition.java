package allsky.fits.wcs;

/**
 * A position in an image, in pixels; the centre of the first pixel is (0, 0).
 *
 * @param x along a row (FITS axis 1, less one)
 * @param y across the rows (FITS axis 2, less one)
 */
public record PixelPosition(double x, double y) {

  /** The result for a point beyond the horizon of the projection. */
  public static final PixelPosition NONE = new PixelPosition(Double.NaN, Double.NaN);
}
