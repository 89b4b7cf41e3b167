package allsky.image;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import nom.tam.fits.BasicHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsException;
import nom.tam.fits.Header;
import nom.tam.fits.ImageData;
import nom.tam.fits.ImageHDU;
import nom.tam.fits.compress.CompressionManager;
import nom.tam.fits.header.Standard;
import nom.tam.util.FitsInputStream;

/**
 * One image of one band, whole in memory.
 *
 * @param header what its header says
 * @param pixels in the image's unit as [y][x], height rows of width pixels; NaN where the archive
 *     has no value
 */
public record FitsImage(TileHeader header, float[][] pixels) {

  /** Bytes; thousands of cards. */
  private static final int LARGEST_HEADER = 4 << 20;

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
    return read(stream, fileName, new PixelArrays());
  }

  /**
   * As {@link #read(InputStream, String)}, into arrays that an earlier image may have left.
   *
   * @param arrays give room to images of 32-bit numbers; others are converted and take their own
   */
  public static FitsImage read(InputStream stream, String fileName, PixelArrays arrays)
      throws UnreadableImageException {
    try {
      InputStream bytes = new BufferedInputStream(CompressionManager.decompress(stream));
      bytes.mark(LARGEST_HEADER);
      FitsInputStream input = new FitsInputStream(bytes);
      Header cards = Header.readHeader(input);
      if (isPlain(cards)) {
        return plain(cards, fileName, input, arrays);
      }
      bytes.reset();
      return converted(bytes, fileName);
    } catch (UnreadableImageException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new UnreadableImageException(
          "it is truncated or no FITS image (" + TileHeader.reason(e) + ")", e);
    }
  }

  /** True where the numbers behind the first header are the pixels. */
  private static boolean isPlain(Header cards) {
    return cards != null
        && cards.getIntValue(Standard.BITPIX, 0) == -32
        && cards.getIntValue(Standard.NAXIS, 0) == 2
        && cards.getIntValue(Standard.NAXISn.n(1), 0) > 0
        && cards.getIntValue(Standard.NAXISn.n(2), 0) > 0
        && cards.getDoubleValue(Standard.BSCALE, 1) == 1
        && cards.getDoubleValue(Standard.BZERO, 0) == 0;
  }

  private static FitsImage plain(
      Header cards, String fileName, FitsInputStream input, PixelArrays arrays) throws IOException {
    TileHeader header = TileHeader.of(cards, fileName);
    float[][] pixels = arrays.take(header.height(), header.width());
    input.readImage(pixels);
    return new FitsImage(header, pixels);
  }

  private static FitsImage converted(InputStream bytes, String fileName)
      throws IOException, FitsException {
    try (Fits fits = new Fits(bytes)) {
      BasicHDU<?> hdu = fits.readHDU();
      if (hdu != null && hdu.getHeader().getIntValue(Standard.NAXIS, 0) == 0) {
        hdu = fits.readHDU();
      }
      if (!(hdu instanceof ImageHDU image)) {
        throw new UnreadableImageException("it holds no FITS image");
      }
      TileHeader header = TileHeader.of(image.getHeader(), fileName);
      return new FitsImage(header, pixels(image.getData()));
    }
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
