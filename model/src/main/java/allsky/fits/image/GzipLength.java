package allsky.fits.image;

import allsky.fits.UnreadableImageException;
import allsky.fits.header.TileHeader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** How many bytes a gzip file holds once it is unpacked (RFC 1952). */
public final class GzipLength {

  /** Bytes at the end of a file that {@link #ofEnd} reads. */
  public static final int END_BYTES = 4;

  private static final int BUFFER_BYTES = 1 << 16;

  private GzipLength() {}

  /**
   * What the end of the file says of the last of its parts, modulo 2^32 (RFC 1952, section 2.3.1).
   * Most files have one part.
   *
   * @param end the last {@link #END_BYTES} of the file
   */
  public static long ofEnd(InputStream end) throws IOException {
    byte[] bytes = end.readNBytes(END_BYTES);
    return bytes.length < END_BYTES
        ? 0
        : Integer.toUnsignedLong(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt());
  }

  /**
   * Unpacks a file to count its bytes.
   *
   * @param wanted no more are counted, except for the rest of a piece
   * @throws UnreadableImageException where it is cut off or corrupt
   */
  public static long counted(InputStream file, long wanted) throws IOException {
    try {
      InputStream unpacked = new GZIPInputStream(file, BUFFER_BYTES);
      byte[] piece = new byte[BUFFER_BYTES];
      long counted = 0;
      int read = unpacked.read(piece);
      while (read >= 0 && counted < wanted) {
        counted += read;
        read = unpacked.read(piece);
      }
      return counted;
    } catch (EOFException | ZipException e) {
      throw new UnreadableImageException(
          "its gzip stream is cut off or corrupt (" + TileHeader.reason(e) + ")", e);
    }
  }
}
