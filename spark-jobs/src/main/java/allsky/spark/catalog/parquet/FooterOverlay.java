package allsky.spark.catalog.parquet;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSInputStream;

/** A stream of a file's bytes in which the footer is replaced. */
final class FooterOverlay extends FSInputStream {

  private final FSDataInputStream file;
  private final long start;
  private final byte[] footer;

  /**
   * Creates the stream.
   *
   * @param file closed with this stream
   * @param start the byte of the file at which the footer starts
   * @param footer the replacement, as long as the footer of the file
   */
  FooterOverlay(FSDataInputStream file, long start, byte[] footer) {
    this.file = file;
    this.start = start;
    this.footer = footer;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    long position = file.getPos();
    return overlaid(position, bytes, offset, file.read(bytes, offset, length));
  }

  @Override
  public int read(long position, byte[] bytes, int offset, int length) throws IOException {
    return overlaid(position, bytes, offset, file.read(position, bytes, offset, length));
  }

  /** Replaces the bytes of the footer among bytes that were read from a position. */
  private int overlaid(long position, byte[] bytes, int offset, int count) {
    long from = Math.max(position, start);
    long to = Math.min(position + count, start + footer.length);
    if (from < to) {
      System.arraycopy(
          footer,
          Math.toIntExact(from - start),
          bytes,
          Math.toIntExact(offset + from - position),
          Math.toIntExact(to - from));
    }
    return count;
  }

  @Override
  public void seek(long position) throws IOException {
    file.seek(position);
  }

  @Override
  public long getPos() throws IOException {
    return file.getPos();
  }

  @Override
  public boolean seekToNewSource(long target) throws IOException {
    return file.seekToNewSource(target);
  }

  @Override
  public int available() throws IOException {
    return file.available();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
