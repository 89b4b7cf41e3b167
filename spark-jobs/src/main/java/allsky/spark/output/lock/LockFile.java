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
 * The file that says who holds a folder. Its time of change is the holder's last sign of life.
 *
 * <p>Local disks, HDFS and its like create a file for one of several processes only. An object
 * store (S3 in Hadoop 3.3) lets each of them write, and the last one stays: there a process writes,
 * waits for {@link LockTimes#settling} and reads whose file it is. Two processes can then both
 * believe that they hold the folder where one of them stops for longer than this time between its
 * look at the folder and its writing. The first one notices it at its next sign of life.
 */
public final class LockFile {

  /** Readers of a folder pass over names that begin with an underscore. */
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
   * What the file says.
   *
   * @param holder empty where it was not written to its end
   * @param sign the holder's last sign of life
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

  /** True for the name of a file of a lock. */
  public static boolean isItsName(String name) {
    return name.equals(NAME) || name.startsWith(NAME + "-");
  }

  Path path() {
    return path;
  }

  /** What the file says; empty where nobody holds the folder. */
  Optional<Content> read() throws IOException {
    return read(path);
  }

  /** True where the holder is the one that the file names. */
  boolean isOf(LockHolder holder) throws IOException {
    return read().filter(found -> found.isBy(holder)).isPresent();
  }

  /** Writes the file where there is none; false where there is one. */
  boolean create(LockHolder holder) throws IOException {
    return AtomicFile.isObjectStore(files) ? putAndSettle(holder) : createExclusively(path, holder);
  }

  /**
   * Replaces the file of a holder that has ended; false where somebody else did.
   *
   * <p>Who may replace the file of an ended holder is decided by a second file, whose name tells
   * that holder: only one process creates it, and it becomes the new lock.
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

  /** Gives a sign of life. */
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
      // On a full disk an empty file would be left.
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

  /** Hadoop's local file system looks whether a file is there, and creates it in a second step. */
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
