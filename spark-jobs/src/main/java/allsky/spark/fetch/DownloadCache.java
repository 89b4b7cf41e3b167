package allsky.spark.fetch;

import allsky.UserError;
import allsky.spark.fetch.archive.BaseUrl;
import allsky.spark.fetch.selection.ArchiveImage;
import allsky.spark.files.PrivateFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The local folder of partial downloads. It is needed because not every Hadoop file system can
 * append. One process at a time uses the folder; the operating system releases the lock of a killed
 * process.
 */
public final class DownloadCache implements AutoCloseable {

  private final Path folder;
  private final FileChannel lock;

  private DownloadCache(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Opens the cache for an archive. Each archive has its own subfolder.
   *
   * @throws UserError if the folder cannot be written, belongs to another user, or is in use by
   *     another process
   */
  public static DownloadCache open(String directory, BaseUrl archive) {
    try {
      Path own = PrivateFolder.ownedByUser(Path.of(directory));
      Path folder = PrivateFolder.ownerOnly(own.resolve("fetch-" + archive.folderName()));
      FileChannel lock =
          FileChannel.open(
              folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      requireLock(lock, directory);
      return new DownloadCache(folder, lock);
    } catch (IOException e) {
      throw new UserError("Cannot use --spool " + directory + ": " + reason(e), e);
    }
  }

  private static String reason(IOException fault) {
    // The message of this exception is only the path.
    return fault instanceof AccessDeniedException
        ? "you have no permission to write there; name another folder"
        : fault.getMessage();
  }

  PartialDownload partial(ArchiveImage image) {
    String path = image.path();
    return new PartialDownload(folder, path.substring(path.lastIndexOf('/') + 1));
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
              + ": another download uses this folder; wait until it has finished, or name"
              + " another folder.");
    }
  }
}
