package allsky.image;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** How many bytes a gzip file holds once it is unpacked (RFC 1952). */
public final class GzipLength {

  /** Bytes at the end of a file that {@link #ofEnd} reads. */
  public static final int END_BYTES = 4;

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
   * @throws UnreadableImageException where it is cut off or corrupt
   */
  public static long counted(InputStream file) throws IOException {
    try {
      return new GZIPInputStream(file, 1 << 16).transferTo(OutputStream.nullOutputStream());
    } catch (EOFException | ZipException e) {
      throw new UnreadableImageException(
          "its gzip stream is cut off or corrupt (" + TileHeader.reason(e) + ")", e);
    }
  }
}
