package allsky.spark.tiles;

import allsky.fits.image.GzipLength;
import allsky.spark.fault.Storage;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;

/**
 * Reads a file from any Hadoop file system, with retries. If the file system fails, the file is
 * read again from its start after a pause. If the file itself is damaged, there is no retry.
 */
public final class ImageFile {

  private static final List<Duration> WAITS = List.of(Duration.ofSeconds(1), Duration.ofSeconds(5));

  private final Path path;
  private final Configuration hadoop;

  public ImageFile(String path, Configuration hadoop) {
    this.path = new Path(path);
    this.hadoop = hadoop;
  }

  /** Reads the content of a file from a stream. */
  @FunctionalInterface
  public interface Format<T> {
    T read(InputStream stream, String fileName) throws IOException;
  }

  /** Thrown if all attempts to read a file failed. Nothing is known about its content. */
  public static final class OutOfReachException extends IOException {
    private static final long serialVersionUID = 1L;

    private OutOfReachException(IOException last) {
      super(
          String.format(
              Locale.ROOT,
              "it cannot be read after %d attempts (%s)",
              1 + WAITS.size(),
              Storage.reason(last)),
          last);
    }
  }

  /**
   * Reads the file.
   *
   * @throws OutOfReachException if the file system failed at each attempt
   * @throws IOException if the file is missing, forbidden, truncated or corrupt
   */
  public <T> T read(Format<T> format) throws IOException {
    return read(0, format);
  }

  private <T> T read(long from, Format<T> format) throws IOException {
    IOException last = null;
    for (int attempt = 0; attempt <= WAITS.size(); attempt++) {
      if (attempt > 0) {
        await(WAITS.get(attempt - 1));
      }
      Watched stream = null;
      try (FSDataInputStream opened = path.getFileSystem(hadoop).open(path)) {
        if (from > 0) {
          opened.seek(from);
        }
        stream = new Watched(opened);
        return format.read(stream, path.getName());
      } catch (IOException e) {
        IOException fault = stream == null ? e : stream.fault;
        if (fault == null || !mayPass(fault)) {
          throw e;
        }
        last = fault;
      }
    }
    throw new OutOfReachException(last);
  }

  /**
   * The number of bytes that a gzip file has after decompression. The end of the file gives it. If
   * this number is too small, as in a file of several parts, the file is decompressed to count.
   *
   * @param length the length of the file
   * @param wanted if the result is at least this number, the file may have more bytes
   * @throws IOException as {@link #read}
   */
  long unpackedBytes(long length, long wanted) throws IOException {
    long end = Math.max(0, length - GzipLength.END_BYTES);
    long said = read(end, (stream, name) -> GzipLength.ofEnd(stream));
    return said >= wanted ? said : read((stream, name) -> GzipLength.counted(stream, wanted));
  }

  private static boolean mayPass(IOException fault) {
    return !(fault instanceof FileNotFoundException
        || fault instanceof AccessDeniedException
        || fault instanceof AccessControlException
        || fault instanceof ChecksumException
        || fault instanceof EOFException);
  }

  private static void await(Duration time) throws IOException {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting to read a file again", e);
    }
  }

  /**
   * A stream that remembers faults of the file system, which the reader of the format would take
   * for faults of the file.
   */
  private static final class Watched extends FilterInputStream {
    private IOException fault;

    Watched(InputStream stream) {
      super(stream);
    }

    @Override
    public int read() throws IOException {
      try {
        return in.read();
      } catch (IOException e) {
        fault = e;
        throw e;
      }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        return in.read(bytes, offset, length);
      } catch (IOException e) {
        fault = e;
        throw e;
      }
    }

    @Override
    public long skip(long count) throws IOException {
      try {
        return in.skip(count);
      } catch (IOException e) {
        fault = e;
        throw e;
      }
    }
  }
}
