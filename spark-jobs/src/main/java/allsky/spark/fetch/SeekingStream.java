package allsky.spark.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import org.apache.hadoop.fs.FSDataInputStream;

/**
 * A stream of a file that seeks instead of skipping, because a skip in an S3 object downloads the
 * skipped bytes.
 */
final class SeekingStream extends FilterInputStream {

  private final FSDataInputStream file;
  private final long bytes;

  /**
   * Reads a file from its current position.
   *
   * @param bytes the length of the file
   */
  SeekingStream(FSDataInputStream file, long bytes) {
    super(file);
    this.file = file;
    this.bytes = bytes;
  }

  @Override
  public long skip(long count) throws IOException {
    long from = file.getPos();
    long skipped = Math.max(0, Math.min(count, bytes - from));
    file.seek(from + skipped);
    return skipped;
  }
}
