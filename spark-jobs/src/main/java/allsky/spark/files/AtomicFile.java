package allsky.spark.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * Writes and renames files atomically: a reader finds either the old or the new content, even after
 * the writer was killed. Local files get no checksum file from Hadoop, because it could not be
 * replaced in the same step.
 */
public final class AtomicFile {

  /**
   * The schemes of object stores: their files appear when they are closed, and renaming copies
   * them.
   */
  private static final Set<String> OBJECT_STORES =
      Set.of("s3a", "s3", "s3n", "gs", "oss", "cosn", "obs");

  private AtomicFile() {}

  /**
   * Writes a small file.
   *
   * @param part a name in the same folder for the incomplete content, if one is needed
   */
  public static void write(FileSystem files, Path target, String part, byte[] content)
      throws IOException {
    if (isObjectStore(files)) {
      create(files, target, content);
      return;
    }
    Path unfinished = new Path(target.getParent(), part);
    if (isLocal(files)) {
      Files.createDirectories(local(files, target).getParent());
      Files.write(local(files, unfinished), content);
    } else {
      create(files, unfinished, content);
    }
    rename(files, unfinished, target);
  }

  /** Renames a complete file within a file system, and replaces an existing file. */
  public static void rename(FileSystem files, Path complete, Path target) throws IOException {
    if (isLocal(files)) {
      Files.deleteIfExists(checksums(local(files, target)));
      Files.move(
          local(files, complete),
          local(files, target),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      Files.deleteIfExists(checksums(local(files, complete)));
      return;
    }
    Path to = files.makeQualified(target);
    try {
      FileContext.getFileContext(to.toUri(), files.getConf())
          .rename(files.makeQualified(complete), to, Options.Rename.OVERWRITE);
    } catch (UnsupportedFileSystemException e) {
      files.delete(to, false);
      if (!files.rename(complete, to)) {
        throw new IOException("it cannot rename " + complete + " to " + target.getName());
      }
    }
  }

  /** True if a file appears only when it is closed, so that two writers do not see each other. */
  public static boolean isObjectStore(FileSystem files) {
    return OBJECT_STORES.contains(files.getUri().getScheme());
  }

  public static boolean isLocal(FileSystem files) {
    return files.getUri().getScheme().equals("file");
  }

  /** The local path of a Hadoop path. */
  public static java.nio.file.Path local(FileSystem files, Path path) {
    return java.nio.file.Path.of(files.makeQualified(path).toUri().getPath());
  }

  private static void create(FileSystem files, Path target, byte[] content) throws IOException {
    try (OutputStream stream = files.create(target, true)) {
      stream.write(content);
    }
  }

  private static java.nio.file.Path checksums(java.nio.file.Path file) {
    return file.resolveSibling("." + file.getFileName() + ".crc");
  }
}
