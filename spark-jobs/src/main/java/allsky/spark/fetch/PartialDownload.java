package allsky.spark.fetch;

import allsky.UserError;
import allsky.spark.fetch.archive.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.LongAdder;

/**
 * What has come of one file so far: its first bytes, and beside them which state of the archive's
 * file they are of. It is only ever appended to, so a process that is killed leaves a true
 * beginning.
 */
final class PartialDownload {

  private static final int BUFFER_BYTES = 1 << 16;

  private final Path bytes;
  private final Path version;

  PartialDownload(Path folder, String name) {
    this.bytes = folder.resolve("." + name + ".part");
    this.version = folder.resolve("." + name + ".version");
  }

  Path path() {
    return bytes;
  }

  /** How many bytes have come. */
  long length() {
    return locally(() -> Files.exists(bytes) ? Files.size(bytes) : 0L);
  }

  /** The state of the archive's file that the bytes are of, or null where it is not known. */
  String version() {
    return locally(() -> Files.exists(version) ? Files.readString(version) : null);
  }

  /** Forgets what there is, and begins with no bytes of a state of the archive's file. */
  void begin(String state) {
    delete();
    if (state != null) {
      locally(() -> Files.writeString(version, state));
    }
  }

  /**
   * Appends a stream to its end.
   *
   * @param received is told how many bytes come, as they come
   * @param most stops where the file has more bytes than this, by a buffer at most
   * @throws IOException where the stream breaks off or the time is up; what has come is kept
   */
  void append(InputStream stream, LongAdder received, long most, Deadline deadline)
      throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long length = length();
    try (OutputStream out = locally(this::openToAppend)) {
      for (int count = stream.read(buffer);
          count >= 0 && length <= most;
          count = stream.read(buffer)) {
        deadline.check();
        int read = count;
        length += count;
        locally(
            () -> {
              out.write(buffer, 0, read);
              return out;
            });
        received.add(count);
      }
    }
  }

  void delete() {
    // The bytes first: without them a version means nothing.
    locally(() -> Files.deleteIfExists(bytes));
    locally(() -> Files.deleteIfExists(version));
  }

  private OutputStream openToAppend() throws IOException {
    return Files.newOutputStream(bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private interface FileAction<T> {
    T run() throws IOException;
  }

  /** A failure of the local disk is not the archive's: it ends the job. */
  private <T> T locally(FileAction<T> action) {
    try {
      return action.run();
    } catch (IOException e) {
      throw new UserError("Cannot use --spool " + bytes.getParent() + ": " + e.getMessage(), e);
    }
  }
}
