package allsky.fits.image;

import allsky.fits.FitsCards;
import allsky.fits.UnreadableImageException;
import allsky.fits.header.NoPixelsException;
import allsky.fits.header.TileHeader;
import allsky.fits.pixels.CompressedImage;
import allsky.fits.pixels.PixelReader;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads a FITS file, plain or gzip: first the header of its first image, then the pixels, then the
 * rest.
 */
final class ImageStream {

  private static final int BUFFER_BYTES = 1 << 16;

  private final InputStream bytes;
  private final boolean packed;
  private final FitsCards stored;
  private final FitsCards cards;
  private final long firstPixel;

  private ImageStream(
      InputStream bytes, boolean packed, FitsCards stored, FitsCards cards, long firstPixel) {
    this.bytes = bytes;
    this.packed = packed;
    this.stored = stored;
    this.cards = cards;
    this.firstPixel = firstPixel;
  }

  /** A piece of code that reads from a file. */
  @FunctionalInterface
  interface Work<T> {
    T on(ImageStream stream) throws IOException;
  }

  /**
   * Reads from a file and turns every failure into an exception with a one-line message.
   *
   * @throws UnreadableImageException if the file is truncated, corrupt or not a FITS image
   */
  static <T> T read(InputStream file, Work<T> work) throws UnreadableImageException {
    try {
      return work.on(open(file));
    } catch (UnreadableImageException e) {
      throw e;
    } catch (EOFException | ZipException e) {
      throw new UnreadableImageException(
          "its gzip stream is truncated or corrupt (" + TileHeader.reason(e) + ")", e);
    } catch (IOException e) {
      throw new UnreadableImageException("it cannot be read (" + TileHeader.reason(e) + ")", e);
    } catch (RuntimeException e) {
      // The message of such an exception is about variables of the code and does not help a user.
      throw new UnreadableImageException("it cannot be read: its structure is damaged", e);
    }
  }

  private static ImageStream open(InputStream file) throws IOException {
    BufferedInputStream start = new BufferedInputStream(file, BUFFER_BYTES);
    boolean packed = isGzip(start);
    InputStream bytes = packed ? new GZIPInputStream(start, BUFFER_BYTES) : start;
    FitsCards cards = FitsCards.primary(bytes);
    long firstPixel = cards.headerBytes();
    if (cards.integer("NAXIS") == 0) {
      cards = firstExtension(bytes);
      firstPixel += cards.headerBytes();
    }
    if (isTileCompressed(cards)) {
      return new ImageStream(bytes, packed, cards, cards.ofTileCompressed(), firstPixel);
    }
    if (cards.has("XTENSION") && !cards.text("XTENSION").equals("IMAGE")) {
      throw new UnreadableImageException(
          "its first extension is not an image (XTENSION is " + cards.text("XTENSION") + ")");
    }
    return new ImageStream(bytes, packed, cards, cards, firstPixel);
  }

  private static boolean isGzip(BufferedInputStream start) throws IOException {
    start.mark(2);
    byte[] magic = start.readNBytes(2);
    start.reset();
    return magic.length == 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b;
  }

  private static FitsCards firstExtension(InputStream bytes) throws IOException {
    byte[] block = bytes.readNBytes(FitsCards.BLOCK_BYTES);
    if (!FitsCards.startsWith(block, "XTENSION")) {
      throw new UnreadableImageException("it contains no image");
    }
    return FitsCards.after(block, bytes);
  }

  private static boolean isTileCompressed(FitsCards cards) {
    return cards.text("ZIMAGE").equals("T");
  }

  /**
   * The header of the image.
   *
   * @param fileName the file's name without its folder, for values that the header does not have
   * @throws NoPixelsException if allsky cannot read the pixels that the header declares
   * @throws UnreadableImageException if a needed card is missing
   */
  TileHeader header(String fileName) throws UnreadableImageException {
    TileHeader header = TileHeader.of(cards, fileName);
    header.requireReadable();
    try {
      if (isTileCompressed(stored)) {
        compressed(header);
      }
      return header;
    } catch (UnreadableImageException e) {
      throw new NoPixelsException(header, e.getMessage());
    }
  }

  private CompressedImage compressed(TileHeader header) throws UnreadableImageException {
    return new CompressedImage(stored, cards, header);
  }

  /**
   * Reads the pixels.
   *
   * @param header the result of {@link #header}
   * @param pixels the rows to fill
   * @throws UnreadableImageException if the pixels are truncated or damaged
   */
  void readPixels(TileHeader header, float[][] pixels) throws IOException {
    if (isTileCompressed(stored)) {
      compressed(header).read(bytes, pixels);
    } else {
      PixelReader.of(cards).read(bytes, pixels);
    }
  }

  /** True if the file is packed by gzip. */
  boolean isPacked() {
    return packed;
  }

  /** Length in bytes of the unpacked file up to the last pixel. */
  long bytesToLastPixel() throws UnreadableImageException {
    return firstPixel + stored.dataBytes();
  }

  /**
   * Reads the rest of the file after the last pixel. It checks that the data end as the header
   * declares, that the file then ends or an extension begins (FITS Standard 4.0, sections 3.3.2 and
   * 3.4), and that the checksum of a gzip stream is correct.
   *
   * @throws UnreadableImageException if the data have another length
   */
  void finish() throws IOException {
    long data = stored.dataBytes();
    byte[] filling = bytes.readNBytes(Math.toIntExact(stored.dataBytesInBlocks() - data));
    byte[] next = bytes.readNBytes(FitsCards.BLOCK_BYTES);
    if (!isEmpty(filling) || (next.length > 0 && !FitsCards.startsWith(next, "XTENSION"))) {
      throw new UnreadableImageException(
          "its data are longer than the "
              + data
              + " bytes that its BITPIX, NAXIS1 and NAXIS2 declare");
    }
    if (packed) {
      bytes.transferTo(OutputStream.nullOutputStream());
    }
  }

  private static boolean isEmpty(byte[] filling) {
    for (byte value : filling) {
      if (value != 0 && value != ' ') {
        return false;
      }
    }
    return true;
  }
}
