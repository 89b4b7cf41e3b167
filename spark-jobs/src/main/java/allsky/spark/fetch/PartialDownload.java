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
 * A partial download of one file: its first bytes, and the version of the archive's file to which
 * they belong. Bytes are only appended, so a killed process leaves a valid beginning.
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

  /** The number of received bytes. */
  long length() {
    return locally(() -> Files.exists(bytes) ? Files.size(bytes) : 0L);
  }

  /** The version of the archive's file to which the bytes belong, or null if it is unknown. */
  String version() {
    return locally(() -> Files.exists(version) ? Files.readString(version) : null);
  }

  /** Deletes the received bytes, and starts again for a version of the archive's file. */
  void begin(String state) {
    delete();
    if (state != null) {
      locally(() -> Files.writeString(version, state));
    }
  }

  /**
   * Appends a stream until it ends.
   *
   * @param received counts the bytes as they arrive
   * @param max stops once the file has more bytes than this; it may exceed this by one buffer
   * @throws IOException if the stream fails or the time is over; received bytes are kept
   */
  void append(InputStream stream, LongAdder received, long max, Deadline deadline)
      throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long length = length();
    try (OutputStream out = locally(this::openToAppend)) {
      for (int count = stream.read(buffer);
          count >= 0 && length <= max;
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
    // Delete the bytes first: a version without bytes is harmless.
    locally(() -> Files.deleteIfExists(bytes));
    locally(() -> Files.deleteIfExists(version));
  }

  private OutputStream openToAppend() throws IOException {
    return Files.newOutputStream(bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private interface FileAction<T> {
    T run() throws IOException;
  }

  /**
   * Runs an action on the local disk. A failure of the disk ends the job, because the archive did
   * not cause it.
   */
  private <T> T locally(FileAction<T> action) {
    try {
      return action.run();
    } catch (IOException e) {
      throw new UserError("Cannot use --spool " + bytes.getParent() + ": " + e.getMessage(), e);
    }
  }
}
