package allsky.spark.fetch.archive;

import allsky.UserError;
import allsky.spark.fault.Storage;
import allsky.spark.files.FilesBelow;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;

/** An archive in a folder of a Hadoop file system, such as a mirror or a bucket. */
final class HadoopArchive implements ImageArchive {

  private final Path folder;
  private final FileSystem files;

  HadoopArchive(BaseUrl folder, Configuration hadoop) {
    Storage.refusePassword("--base-url", folder.unmasked());
    try {
      this.folder = new Path(folder.unmasked());
      this.files = Storage.of(this.folder, hadoop);
      requireThere();
    } catch (FileNotFoundException e) {
      throw refused(folder, "there is no such folder.", e);
    } catch (IOException e) {
      throw refused(folder, Storage.reason(e), e);
    } catch (IllegalArgumentException e) {
      throw refused(folder, e.getMessage(), e);
    }
  }

  @Override
  public Bytes open(String path, long offset, String version) throws IOException {
    Path file = new Path(folder, path);
    try {
      FileStatus status = files.getFileStatus(file);
      if (FilesBelow.isSpecial(files, file)) {
        throw ArchiveFault.lasting("it is a named pipe, a socket or a device");
      }
      String now = status.getLen() + " bytes of " + status.getModificationTime();
      long start = now.equals(version) && offset <= status.getLen() ? offset : 0;
      FSDataInputStream stream = files.open(file);
      stream.seek(start);
      return new Bytes(stream, start, status.getLen(), now);
    } catch (FileNotFoundException | AccessControlException | AccessDeniedException e) {
      throw ArchiveFault.lasting(Storage.reason(e));
    } catch (IOException e) {
      throw ArchiveFault.broken(new IOException(Storage.reason(e), e));
    }
  }

  /**
   * Checks the folder once, because a wrong name or missing credentials would make every file fail.
   */
  private void requireThere() throws IOException {
    try {
      files.listStatusIterator(folder).hasNext();
    } catch (AccessDeniedException e) {
      // A bucket may allow reading its files, but not listing them.
      if (!Storage.reason(e).contains("Error Code: AccessDenied")) {
        throw e;
      }
    }
  }

  private static UserError refused(BaseUrl folder, String reason, Exception cause) {
    return new UserError("Cannot open --base-url " + folder + ": " + reason, cause);
  }
}
