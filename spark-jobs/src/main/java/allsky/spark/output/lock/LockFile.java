package allsky.spark.output.lock;

import allsky.spark.files.AtomicFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The lock file, which names the holder of a folder. Its modification time is the holder's last
 * heartbeat.
 *
 * <p>On local disks, HDFS and similar file systems only one of several processes can create a file.
 * On an object store (S3 in Hadoop 3.3) every process can write, and the last one wins. There a
 * process writes, waits for {@link LockTimes#settling}, and reads who owns the file. Two processes
 * can both believe that they hold the folder if one of them pauses for longer than this time
 * between reading the folder and writing the file. The other one notices it at its next heartbeat.
 */
public final class LockFile {

  /** Readers of a folder skip names that begin with an underscore. */
  static final String NAME = "_lock";

  private static final String UNREADABLE = "unreadable";

  private final FileSystem files;
  private final Path path;
  private final LockTimes times;

  LockFile(FileSystem files, Path folder, LockTimes times) {
    this.files = files;
    this.path = new Path(folder, NAME);
    this.times = times;
  }

  /**
   * The content of the lock file.
   *
   * @param holder empty if the file was not written completely
   * @param sign the time of the holder's last heartbeat
   */
  record Content(Optional<LockHolder> holder, Instant sign) {

    boolean isBy(LockHolder other) {
      return token().equals(other.token());
    }

    Duration age() {
      return Duration.between(sign, Instant.now());
    }

    private String token() {
      return holder.map(LockHolder::token).orElse(UNREADABLE);
    }
  }

  /** True for the name of a lock file. */
  public static boolean isItsName(String name) {
    return name.equals(NAME) || name.startsWith(NAME + "-");
  }

  Path path() {
    return path;
  }

  /** The content of the file; empty if nobody holds the folder. */
  Optional<Content> read() throws IOException {
    return read(path);
  }

  /** True if the file names this holder. */
  boolean isOf(LockHolder holder) throws IOException {
    return read().filter(found -> found.isBy(holder)).isPresent();
  }

  /** Creates the file; false if it exists. */
  boolean create(LockHolder holder) throws IOException {
    return AtomicFile.isObjectStore(files) ? putAndSettle(holder) : createExclusively(path, holder);
  }

  /**
   * Replaces the file of a holder that has ended; false if another process did it.
   *
   * <p>A second file, whose name contains the ended holder, decides who may replace the lock: only
   * one process can create it, and it becomes the new lock.
   */
  boolean replace(Content ended, LockHolder holder) throws IOException {
    if (AtomicFile.isObjectStore(files)) {
      return putAndSettle(holder);
    }
    Path claim = new Path(path.getParent(), NAME + "-" + ended.token());
    if (!createExclusively(claim, holder)) {
      forgetIfLeft(claim);
      return false;
    }
    if (read().filter(now -> now.token().equals(ended.token())).isEmpty()) {
      files.delete(claim, false);
      return false;
    }
    AtomicFile.rename(files, claim, path);
    return true;
  }

  /** Writes a heartbeat. */
  void touch(LockHolder holder) throws IOException {
    if (AtomicFile.isObjectStore(files)) {
      put(holder);
    } else {
      files.setTimes(path, System.currentTimeMillis(), -1);
    }
  }

  void delete() throws IOException {
    files.delete(path, false);
  }

  private boolean putAndSettle(LockHolder holder) throws IOException {
    put(holder);
    Pause.of(times.settling());
    return isOf(holder);
  }

  private void put(LockHolder holder) throws IOException {
    try (OutputStream stream = files.create(path, true)) {
      stream.write(bytes(holder));
    }
  }

  private boolean createExclusively(Path file, LockHolder holder) throws IOException {
    try (OutputStream stream = newFile(file)) {
      stream.write(bytes(holder));
    } catch (FileAlreadyExistsException | java.nio.file.FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      // On a full disk an empty file would remain.
      forgetIfEmpty(file);
      throw e;
    }
    return true;
  }

  private void forgetIfEmpty(Path file) throws IOException {
    if (files.exists(file) && files.getFileStatus(file).getLen() == 0) {
      files.delete(file, false);
    }
  }

  /**
   * Creates a file in one step. Hadoop's local file system would first check for the file and then
   * create it.
   */
  private OutputStream newFile(Path file) throws IOException {
    return AtomicFile.isLocal(files)
        ? Files.newOutputStream(
            AtomicFile.local(files, file), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)
        : files.create(file, false);
  }

  private void forgetIfLeft(Path claim) throws IOException {
    if (read(claim).filter(left -> left.age().compareTo(times.creation()) > 0).isPresent()) {
      files.delete(claim, false);
    }
  }

  private Optional<Content> read(Path file) throws IOException {
    try {
      FileStatus status = files.getFileStatus(file);
      try (FSDataInputStream stream = files.open(file)) {
        String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        Instant sign = Instant.ofEpochMilli(status.getModificationTime());
        return Optional.of(new Content(LockHolder.parse(text), sign));
      }
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  private static byte[] bytes(LockHolder holder) {
    return holder.toJson().getBytes(StandardCharsets.UTF_8);
  }
}
