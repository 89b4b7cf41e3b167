package allsky.image;

import java.io.IOException;
import java.io.InputStream;
import nom.tam.fits.BasicHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.ImageData;
import nom.tam.fits.ImageHDU;

/**
 * One image of one band, whole in memory.
 *
 * @param header what its header says
 * @param pixels in the image's unit as [y][x], height rows of width pixels; NaN where the archive
 *     has no value
 */
public record FitsImage(TileHeader header, float[][] pixels) {

  static {
    FitsLibrary.configure();
  }

  /**
   * Reads the first image of a FITS stream, plain or gzip, of any BITPIX, with BSCALE, BZERO and
   * BLANK applied. nom-tam-fits is not safe between threads: each call has its own reader.
   *
   * @param fileName the file's name without its folder, for what the header leaves out
   * @throws UnreadableImageException where it is truncated, no FITS image or lacks a needed card
   */
  public static FitsImage read(InputStream stream, String fileName)
      throws UnreadableImageException {
    try (Fits fits = new Fits(stream)) {
      BasicHDU<?> hdu = fits.readHDU();
      if (hdu != null && hdu.getHeader().getIntValue("NAXIS", 0) == 0) {
        hdu = fits.readHDU();
      }
      if (!(hdu instanceof ImageHDU image)) {
        throw new UnreadableImageException("it holds no FITS image");
      }
      TileHeader header = TileHeader.of(image.getHeader(), fileName);
      return new FitsImage(header, pixels(image.getData()));
    } catch (UnreadableImageException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new UnreadableImageException(
          "it is truncated or no FITS image (" + TileHeader.reason(e) + ")", e);
    }
  }

  /** True where no pixel has a value. */
  public boolean isEmpty() {
    for (float[] row : pixels) {
      for (float value : row) {
        if (Float.isFinite(value)) {
          return false;
        }
      }
    }
    return true;
  }

  private static float[][] pixels(ImageData data) throws UnreadableImageException {
    ImageData floats =
        data.getType() == float.class && data.getQuantizer() == null
            ? data
            : data.convertTo(float.class);
    if (floats.getKernel() instanceof float[][] pixels) {
      return pixels;
    }
    throw new UnreadableImageException("its pixels cannot be read as a two-dimensional image");
  }
}
