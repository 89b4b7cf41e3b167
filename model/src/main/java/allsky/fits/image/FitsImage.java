package allsky.fits.image;

import allsky.fits.UnreadableImageException;
import allsky.fits.header.PixelValue;
import allsky.fits.header.TileHeader;
import java.io.InputStream;

/**
 * One image of one band, whole in memory.
 *
 * @param header what its header says
 * @param pixels in the image's unit as [y][x], height rows of width pixels; NaN where the archive
 *     has no value
 */
public record FitsImage(TileHeader header, float[][] pixels) {

  /**
   * Reads the first image of a FITS stream, plain or gzip, of any BITPIX, with BSCALE, BZERO and
   * BLANK applied, to its end.
   *
   * @param fileName the file's name without its folder, for what the header leaves out
   * @throws UnreadableImageException where it is truncated, corrupt, longer than its header says,
   *     no FITS image or lacks a needed card
   */
  public static FitsImage read(InputStream stream, String fileName)
      throws UnreadableImageException {
    return read(stream, fileName, new PixelArrays());
  }

  /**
   * As {@link #read(InputStream, String)}, into arrays that an earlier image may have left.
   *
   * @param arrays give room to the pixels
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

  /** True where no pixel has a value. */
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
