package allsky.spark.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import org.apache.hadoop.fs.FSDataInputStream;

/** A file in which a skip is a seek: that of an object in S3 would fetch what it skips. */
final class SeekingStream extends FilterInputStream {

  private final FSDataInputStream file;
  private final long bytes;

  /**
   * Reads a file from where it stands.
   *
   * @param bytes the file's length
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
