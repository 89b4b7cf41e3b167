package allsky.fits.image;

import allsky.fits.FitsCards;
import allsky.fits.UnreadableImageException;
import allsky.fits.header.TileHeader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Checks that a FITS file is complete, that is as long as its headers declare (FITS Standard 4.0,
 * sections 3.3 and 4.4.1). The check does not read pixel values. It unpacks gzip files, which
 * verifies their checksum too.
 */
public final class FitsStructure {

  private FitsStructure() {}

  /**
   * Reads a file, plain or gzip, from its start to its end.
   *
   * @param bytes the file's length
   * @throws UnreadableImageException if it is not a FITS file, is truncated or is too long
   */
  public static void check(InputStream stream, long bytes) throws IOException {
    PushbackInputStream start = new PushbackInputStream(stream, 2);
    byte[] magic = start.readNBytes(2);
    start.unread(magic);
    if (magic.length < 2 || magic[0] != 0x1f || magic[1] != (byte) 0x8b) {
      checkPlain(start, bytes);
      return;
    }
    try {
      checkPlain(new GZIPInputStream(start, 1 << 16), Long.MAX_VALUE);
    } catch (EOFException | ZipException e) {
      throw new UnreadableImageException(
          "it is truncated or not a gzip file (" + TileHeader.reason(e) + ")", e);
    }
  }

  private static void checkPlain(InputStream stream, long bytes) throws IOException {
    FitsCards cards = FitsCards.primary(stream);
    long needed = 0;
    while (true) {
      needed += cards.headerBytes() + cards.dataBytesInBlocks();
      if (needed > bytes) {
        throw new UnreadableImageException(
            "it is truncated: " + bytes + " of " + needed + " bytes");
      }
      stream.skipNBytes(cards.dataBytesInBlocks());
      byte[] block = stream.readNBytes(FitsCards.BLOCK_BYTES);
      if (block.length == 0) {
        return;
      }
      if (!FitsCards.startsWith(block, "XTENSION")) {
        throw new UnreadableImageException(
            "it is longer than the " + needed + " bytes that its header declares");
      }
      cards = FitsCards.after(block, stream);
    }
  }
}
