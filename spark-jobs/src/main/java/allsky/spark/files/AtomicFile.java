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
 * Files that are replaced at once: a reader, and whoever looks after a kill, finds the old content
 * or the new one. Local files get no checksum file of Hadoop's, which could not be replaced in the
 * same step.
 */
public final class AtomicFile {

  /** Their files appear when they are closed, and a renaming is a copy. */
  private static final Set<String> OBJECT_STORES =
      Set.of("s3a", "s3", "s3n", "gs", "oss", "cosn", "obs");

  private AtomicFile() {}

  /**
   * Writes a small file.
   *
   * @param part a name in the same folder for the content that is not complete, where one is needed
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

  /**
   * Gives a complete file another name in the same file system, and replaces what has that name.
   */
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

  /** True where a file appears only when it is closed and two writers do not see each other. */
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
