package allsky.fits.image;

import allsky.fits.UnreadableImageException;
import allsky.fits.header.PixelValue;
import allsky.fits.header.TileHeader;
import java.io.InputStream;

/**
 * One image of one band, completely in memory.
 *
 * @param header the header of the image
 * @param pixels in the image's unit as [y][x], height rows of width pixels; NaN if the archive has
 *     no value
 */
public record FitsImage(TileHeader header, float[][] pixels) {

  /**
   * Reads the first image of a FITS stream, plain or gzip, to the end of the stream. BITPIX may
   * have any value; BSCALE, BZERO and BLANK are applied.
   *
   * @param fileName the file's name without its folder, for values that the header does not have
   * @throws UnreadableImageException if it is truncated, corrupt or longer than its header
   *     declares, is not a FITS image or has not all needed cards
   */
  public static FitsImage read(InputStream stream, String fileName)
      throws UnreadableImageException {
    return read(stream, fileName, new PixelArrays());
  }

  /**
   * As {@link #read(InputStream, String)}, but reuses the arrays of earlier images.
   *
   * @param arrays the arrays for the pixels
   */
  public static FitsImage read(InputStream stream, String fileName, PixelArrays arrays)
      throws UnreadableImageException {
    return ImageStream.read(
        stream,
        image -> {
          TileHeader header = image.header(fileName);
          float[][] pixels = arrays.take(header);
          image.readPixels(header, pixels);
          image.finish();
          return new FitsImage(header, pixels);
        });
  }

  /** True if no pixel has a value. */
  public boolean isEmpty() {
    float largest = header.largestPixel();
    for (float[] row : pixels) {
      for (float value : row) {
        if (PixelValue.isValue(value, largest)) {
          return false;
        }
      }
    }
    return true;
  }
}
