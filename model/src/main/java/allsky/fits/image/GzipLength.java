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

/** The unpacked length of a gzip file (RFC 1952). */
public final class GzipLength {

  /** Number of bytes at the end of a file that {@link #ofEnd} reads. */
  public static final int END_BYTES = 4;

  private static final int BUFFER_BYTES = 1 << 16;

  private GzipLength() {}

  /**
   * The unpacked length of the last member, modulo 2^32, from the end of the file (RFC 1952,
   * section 2.3.1). Most files have one member.
   *
   * @param end the last {@link #END_BYTES} bytes of the file
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
   * @param wanted the count stops soon after this number of bytes
   * @throws UnreadableImageException if the file is truncated or corrupt
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
          "its gzip stream is truncated or corrupt (" + TileHeader.reason(e) + ")", e);
    }
  }
}
