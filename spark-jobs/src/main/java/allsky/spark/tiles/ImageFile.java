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
 * A file on any Hadoop file system that may refuse for a while. Where the file system is at fault,
 * and not the file, it is read again from its start after some waiting.
 */
final class ImageFile {

  private static final List<Duration> WAITS = List.of(Duration.ofSeconds(1), Duration.ofSeconds(5));

  private final Path path;
  private final Configuration hadoop;

  ImageFile(String path, Configuration hadoop) {
    this.path = new Path(path);
    this.hadoop = hadoop;
  }

  /** What reads an image from a stream. */
  @FunctionalInterface
  interface Format<T> {
    T read(InputStream stream, String fileName) throws IOException;
  }

  /**
   * The file could not be read, however often it was tried; nothing is known about what it holds.
   */
  static final class OutOfReachException extends IOException {
    private static final long serialVersionUID = 1L;

    private OutOfReachException(IOException last) {
      super(
          String.format(
              Locale.ROOT,
              "it cannot be read, tried %d times (%s)",
              1 + WAITS.size(),
              Storage.reason(last)),
          last);
    }
  }

  /**
   * Reads the file.
   *
   * @throws OutOfReachException where the file system failed each time
   * @throws IOException where the file is at fault: missing, forbidden, truncated, corrupt
   */
  <T> T read(Format<T> format) throws IOException {
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
   * How many bytes the file, a gzip file, holds once it is unpacked. Its end says it; where that is
   * too little, which it may be of a file of several parts, all is unpacked to count.
   *
   * @param length the file's own
   * @param wanted there may be more than is returned where it is this or more
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

  /** Remembers the file system's fault, which the reader of the format takes for the file's. */
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
