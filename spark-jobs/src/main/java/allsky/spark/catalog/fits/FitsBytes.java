package allsky.spark.catalog.fits;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/**
 * Reads the bytes of a FITS file from any offset on, decompressed if its name ends in .gz or .bz2.
 */
final class FitsBytes implements Closeable {

  private final FSDataInputStream file;
  private final InputStream unpacked;
  private long position;

  private FitsBytes(FSDataInputStream file, InputStream unpacked) {
    this.file = file;
    this.unpacked = unpacked;
  }

  static FitsBytes open(Path path, Configuration hadoop) throws IOException {
    FileSystem files = path.getFileSystem(hadoop);
    CompressionCodec codec = codec(path, hadoop);
    FSDataInputStream file = files.open(path);
    try {
      return new FitsBytes(file, codec == null ? null : codec.createInputStream(file));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /**
   * True if the file name says that the file is compressed, so that it can only be read from its
   * start.
   */
  static boolean isPacked(Path path, Configuration hadoop) {
    return codec(path, hadoop) != null;
  }

  private static CompressionCodec codec(Path path, Configuration hadoop) {
    return new CompressionCodecFactory(hadoop).getCodec(path);
  }

  /**
   * Skips to an offset.
   *
   * @param offset bytes from the start of the decompressed file; not before the current offset
   * @throws EOFException if a compressed file ends before the offset
   */
  InputStream from(long offset) throws IOException {
    if (unpacked == null) {
      file.seek(offset);
      return file;
    }
    unpacked.skipNBytes(offset - position);
    position = offset;
    return unpacked;
  }

  /**
   * Adds bytes that were read from the stream of {@link #from} to the current offset.
   *
   * @param bytes number of bytes
   */
  void advance(long bytes) {
    position += bytes;
  }

  @Override
  public void close() throws IOException {
    if (unpacked != null) {
      unpacked.close();
    }
    file.close();
  }
}
