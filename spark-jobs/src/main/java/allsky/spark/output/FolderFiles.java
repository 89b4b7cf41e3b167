package allsky.spark.output;

import allsky.UserError;
import allsky.spark.fault.Storage;
import allsky.spark.files.AtomicFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The small files of an output folder on a Hadoop file system. A fault becomes a {@link UserError}.
 *
 * @param name the option and the path as the user typed them, for messages
 * @param path the absolute path with its file system
 */
record FolderFiles(String name, Path path, FileSystem files) {

  /** The name of a file that is being written; the file is then renamed. */
  static final String UNFINISHED = "_writing";

  /** The limit for small files; the plan of a run over the complete sky takes 1 MB. */
  private static final int MAX_BYTES = 64 << 20;

  /** The files of a folder in this folder. */
  FolderFiles inside(String folder) {
    return new FolderFiles(name + "/" + folder, new Path(path, folder), files);
  }

  /** Makes the folder if it does not exist. */
  void create() {
    unchecked(() -> files.mkdirs(path));
  }

  boolean exist() {
    return unchecked(() -> files.exists(path));
  }

  boolean contain(String file) {
    return unchecked(() -> files.exists(new Path(path, file)));
  }

  /** The files and folders directly in the folder. */
  List<FileStatus> list() {
    return Arrays.asList(unchecked(() -> files.listStatus(path)));
  }

  /** Deletes a file or a folder, if it exists. */
  void delete(String file) {
    unchecked(() -> files.delete(new Path(path, file), true));
  }

  /** Writes a file, replacing it; the file is always complete. */
  void write(String file, byte[] bytes) {
    unchecked(
        () -> {
          AtomicFile.write(files, new Path(path, file), UNFINISHED, bytes);
          return null;
        });
  }

  /** Reads a file, if it exists. */
  Optional<byte[]> read(String name) {
    Path file = new Path(path, name);
    try (FSDataInputStream stream = files.open(file)) {
      byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new UserError(
            "Cannot read " + file + ": it has more than " + MAX_BYTES + " bytes; delete it");
      }
      return Optional.of(bytes);
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UserError("Cannot read " + file + ": " + Storage.reason(e), e);
    }
  }

  private interface FileAction<T> {
    T run() throws IOException;
  }

  private <T> T unchecked(FileAction<T> action) {
    try {
      return action.run();
    } catch (IOException e) {
      throw new UserError("Cannot write " + name + ": " + e.getMessage(), e);
    }
  }
}
