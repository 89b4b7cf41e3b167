package allsky.fits.pixels;

import allsky.fits.FitsCards;
import allsky.fits.UnreadableImageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * Reads the stored numbers of an image and converts them to pixels: BZERO + BSCALE x number for any
 * BITPIX (FITS Standard 4.0, equation 3), NaN for integers equal to BLANK. Numbers of BITPIX 8 are
 * unsigned (section 4.4.1.1).
 */
public final class PixelReader {

  /**
   * Bytes that are read at once: more than the buffers of streams, which they then leave out, and
   * less than the cache of a core.
   */
  private static final int CHUNK_BYTES = 1 << 18;

  private final int bitpix;
  private final double scale;
  private final double zero;
  private final boolean hasBlank;
  private final long blank;

  private PixelReader(int bitpix, double scale, double zero, boolean hasBlank, long blank) {
    this.bitpix = bitpix;
    this.scale = scale;
    this.zero = zero;
    this.hasBlank = hasBlank;
    this.blank = blank;
  }

  /**
   * The reader for the data after a header.
   *
   * @throws UnreadableImageException if BITPIX, BSCALE, BZERO or BLANK is invalid
   */
  public static PixelReader of(FitsCards cards) throws UnreadableImageException {
    int bitpix = cards.bitpix();
    double scale = cards.has("BSCALE") ? finite(cards, "BSCALE") : 1;
    if (scale == 0) {
      throw new UnreadableImageException("its BSCALE is 0: all of its pixels are equal");
    }
    double zero = cards.has("BZERO") ? finite(cards, "BZERO") : 0;
    boolean hasBlank = bitpix > 0 && cards.has("BLANK");
    return new PixelReader(bitpix, scale, zero, hasBlank, hasBlank ? blank(cards) : 0);
  }

  static double finite(FitsCards cards, String card) throws UnreadableImageException {
    double value = cards.number(card);
    if (!Double.isFinite(value)) {
      throw new UnreadableImageException("its " + card + " is not a number: " + cards.text(card));
    }
    return value;
  }

  private static long blank(FitsCards cards) throws UnreadableImageException {
    try {
      return Long.parseLong(cards.text("BLANK"));
    } catch (NumberFormatException e) {
      throw new UnreadableImageException("its BLANK is not an integer: " + cards.text("BLANK"), e);
    }
  }

  /**
   * Reads the pixels.
   *
   * @param pixels the rows to fill
   * @throws UnreadableImageException if the data end before the last pixel
   */
  public void read(InputStream bytes, float[][] pixels) throws IOException {
    int rowBytes = Math.multiplyExact(pixels[0].length, Math.abs(bitpix) / 8);
    int rows = Math.max(1, Math.min(pixels.length, CHUNK_BYTES / rowBytes));
    byte[] chunk = new byte[Math.multiplyExact(rows, rowBytes)];
    ByteBuffer numbers = ByteBuffer.wrap(chunk);
    for (int y = 0; y < pixels.length; y += rows) {
      int wanted = Math.min(rows, pixels.length - y) * rowBytes;
      int read = bytes.readNBytes(chunk, 0, wanted);
      if (read < wanted) {
        int row = y + read / rowBytes + 1;
        throw new UnreadableImageException(
            String.format(Locale.ROOT, "it is truncated in row %d of %d", row, pixels.length));
      }
      for (int from = 0; from < wanted; from += rowBytes) {
        fill(numbers.slice(from, rowBytes), pixels[y + from / rowBytes]);
      }
    }
  }

  private void fill(ByteBuffer numbers, float[] row) {
    if (bitpix == -32 && scale == 1 && zero == 0) {
      numbers.asFloatBuffer().get(row);
      return;
    }
    for (int x = 0; x < row.length; x++) {
      row[x] = bitpix > 0 ? ofInteger(integer(numbers, x)) : scaled(real(numbers, x));
    }
  }

  float ofInteger(long number) {
    return hasBlank && number == blank ? Float.NaN : scaled((double) number);
  }

  float scaled(double number) {
    return (float) (zero + scale * number);
  }

  private long integer(ByteBuffer numbers, int x) {
    return switch (bitpix) {
      case 8 -> Byte.toUnsignedLong(numbers.get(x));
      case 16 -> numbers.getShort(2 * x);
      case 32 -> numbers.getInt(4 * x);
      default -> numbers.getLong(8 * x);
    };
  }

  private double real(ByteBuffer numbers, int x) {
    return bitpix == -32 ? numbers.getFloat(4 * x) : numbers.getDouble(8 * x);
  }
}
