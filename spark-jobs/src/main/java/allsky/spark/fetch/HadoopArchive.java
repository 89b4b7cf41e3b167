package allsky.spark.fetch;

import allsky.UserError;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;

/** An archive in a folder of a Hadoop file system: a mirror, a bucket. */
final class HadoopArchive implements ImageArchive {

  private final Path folder;
  private final FileSystem files;

  HadoopArchive(String folder, Configuration hadoop) {
    try {
      this.folder = new Path(folder);
      this.files = this.folder.getFileSystem(hadoop);
    } catch (IOException | IllegalArgumentException e) {
      throw new UserError("Cannot open --base-url " + folder + ": " + e.getMessage(), e);
    }
  }

  @Override
  public Bytes open(String path, long offset, String version) throws IOException {
    Path file = new Path(folder, path);
    try {
      FileStatus status = files.getFileStatus(file);
      String now = status.getLen() + " bytes of " + status.getModificationTime();
      long start = now.equals(version) && offset <= status.getLen() ? offset : 0;
      FSDataInputStream stream = files.open(file);
      stream.seek(start);
      return new Bytes(stream, start, status.getLen(), now);
    } catch (FileNotFoundException | AccessControlException e) {
      throw ArchiveFault.lasting(e.getMessage());
    }
  }
}
