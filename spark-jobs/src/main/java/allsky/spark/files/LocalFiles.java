package allsky.spark.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's local file system, with two differences. It writes no {@code .crc} file beside each
 * file: Parquet pages have checksums of their own, and other programs stumble over such files. It
 * sets permissions with Java: without its native library, Hadoop starts the program {@code chmod}
 * for each file and folder.
 */
public final class LocalFiles extends LocalFileSystem {

  private static final String IMPLEMENTATION = "fs.file.impl";

  /** Made by Hadoop, see {@link #addTo}. */
  public LocalFiles() {
    super(new JavaPermissions());
    setWriteChecksum(false);
  }

  /**
   * Makes it the file system of {@code file:} paths, unless the user has set another one. The one
   * that Hadoop keeps from an earlier use is given up.
   */
  public static void addTo(Configuration hadoop) {
    if (hadoop.get(IMPLEMENTATION) != null) {
      return;
    }
    hadoop.setClass(IMPLEMENTATION, LocalFiles.class, FileSystem.class);
    try {
      FileSystem kept = FileSystem.get(URI.create("file:///"), hadoop);
      if (!(kept instanceof LocalFiles)) {
        // Takes it out of Hadoop's cache. Whoever holds it can go on to use it.
        kept.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class JavaPermissions extends RawLocalFileSystem {

    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
      if (permission.getStickyBit() || !LocalFiles.isPosix()) {
        super.setPermission(path, permission);
      } else {
        Files.setPosixFilePermissions(
            pathToFile(path).toPath(), PosixFilePermissions.fromString(permission.toString()));
      }
    }
  }

  private static boolean isPosix() {
    return java.nio.file.FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }
}
