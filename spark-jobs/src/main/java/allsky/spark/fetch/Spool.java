package allsky.spark.fetch;

import allsky.UserError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The local folder where files lie until they are whole: not every Hadoop file system can append.
 * One process at a time uses it; the operating system lets go of the lock of one that was killed.
 */
public final class Spool implements AutoCloseable {

  private final Path folder;
  private final FileChannel lock;

  private Spool(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Opens the spool for an archive. What has come of another archive's files lies elsewhere in it.
   *
   * @throws UserError where it cannot be written or another process uses it
   */
  public static Spool open(String directory, String baseUrl) {
    try {
      Path folder = Path.of(directory, Integer.toHexString(baseUrl.hashCode()));
      Files.createDirectories(folder);
      FileChannel lock =
          FileChannel.open(
              folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      requireLock(lock, directory);
      return new Spool(folder, lock);
    } catch (IOException e) {
      throw new UserError("Cannot use --spool " + directory + ": " + e.getMessage(), e);
    }
  }

  PartialFile partial(TileImage image) {
    String path = image.path();
    return new PartialFile(folder, path.substring(path.lastIndexOf('/') + 1));
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UserError("Cannot use --spool " + folder + ": " + e.getMessage(), e);
    }
  }

  private static void requireLock(FileChannel lock, String directory) throws IOException {
    boolean locked;
    try {
      locked = lock.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      locked = false;
    }
    if (!locked) {
      lock.close();
      throw new UserError(
          "Cannot use --spool "
              + directory
              + ": another fetch-tiles works there; wait for it or name another folder.");
    }
  }
}
