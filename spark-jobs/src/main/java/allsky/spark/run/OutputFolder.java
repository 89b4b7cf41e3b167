package allsky.spark.run;

import allsky.UserError;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The folder that one job writes: its table or files, {@code _run.json} (who made it) and {@code
 * _SUCCESS} (it is whole). Names that begin with an underscore are skipped by Spark, pyarrow and
 * DuckDB when they read the folder as a table.
 */
public final class OutputFolder {

  private static final String RUN_FILE = "_run.json";
  private static final String SUCCESS_FILE = "_SUCCESS";
  private static final String UNFINISHED_FILE = "_writing";

  private final Path path;
  private final FileSystem files;

  private OutputFolder(Path path, FileSystem files) {
    this.path = path;
    this.files = files;
  }

  /** The folder at a path on any Hadoop filesystem; nothing is created yet. */
  public static OutputFolder at(String path, Configuration hadoop) {
    Path folder = new Path(path);
    try {
      return new OutputFolder(folder, Storage.of(folder, hadoop));
    } catch (IOException e) {
      throw new UserError("Cannot open the file system of " + path + ": " + Storage.reason(e), e);
    }
  }

  /** A folder of the output in which another output is staged. */
  public OutputFolder inside(String name) {
    return new OutputFolder(new Path(path, name), files);
  }

  /** The folder's path as text, for Spark's writers. */
  public String path() {
    return path.toString();
  }

  /** True where a finished output stands. */
  public boolean isComplete() {
    return exists(SUCCESS_FILE);
  }

  /** True where a part of the output, in a folder of its own, is whole. */
  public boolean isComplete(String part) {
    return exists(part + "/" + SUCCESS_FILE);
  }

  /**
   * Checks that a run can go on with this output, which another one began.
   *
   * @param free options that may differ, see {@link RunIdentity#differencesFrom}
   * @throws UserError where the other run was another one, with what is different
   */
  public void requireBegunBy(RunIdentity identity, Set<String> free) {
    List<String> differences =
        identity().map(begun -> identity.differencesFrom(begun, free)).orElse(List.of());
    if (!differences.isEmpty()) {
      throw new UserError(
          "Cannot go on with --output "
              + path
              + ", which was begun with "
              + String.join(", ", differences)
              + "; use the same options to go on, or add --overwrite to start afresh.");
    }
  }

  /**
   * Makes the folder ready for a new output and stores the run's identity. A finished output is
   * replaced only with {@code overwrite}; what an interrupted run left is always replaced; a folder
   * that no job of allsky made is never touched.
   */
  public void startAfresh(RunIdentity identity, boolean overwrite) {
    refuseIfOccupied(overwrite);
    empty();
    write(RUN_FILE, identity.toJson());
  }

  /** Throws the UserError of {@link #startAfresh} where it would, and changes nothing. */
  public void refuseIfOccupied(boolean overwrite) {
    if (!unchecked(() -> files.exists(path))) {
      return;
    }
    if (Arrays.stream(unchecked(() -> files.listStatus(path)))
        .allMatch(entry -> entry.getPath().getName().equals(UNFINISHED_FILE))) {
      return;
    }
    if (!exists(RUN_FILE)) {
      throw new UserError(
          "Cannot write --output "
              + path
              + ": it holds files that allsky did not make; name another"
              + " folder.");
    }
    if (isComplete() && !overwrite) {
      throw new UserError(
          "Cannot write --output "
              + path
              + ": it holds a finished output; add --overwrite to"
              + " replace it or name another folder.");
    }
  }

  /** Marks the output as whole. */
  public void finish() {
    write(SUCCESS_FILE, "");
  }

  /** Marks a part of the output, in a folder of its own, as whole. */
  public void finish(String part) {
    write(part + "/" + SUCCESS_FILE, "");
  }

  /** The identity of the run that made or began this output, where there is one. */
  public Optional<RunIdentity> identity() {
    return read(RUN_FILE).filter(text -> !text.isBlank()).map(RunIdentity::parse);
  }

  /** Deletes a file or a folder of the output, where it exists. */
  public void delete(String name) {
    unchecked(() -> files.delete(new Path(path, name), true));
  }

  /** Writes a small text file into the folder, replacing it. */
  public void write(String name, String text) {
    write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a small file into the folder, replacing it; the name stands for a whole file only. */
  public void write(String name, byte[] bytes) {
    Path target = new Path(path, name);
    Path written = new Path(target.getParent(), UNFINISHED_FILE);
    unchecked(
        () -> {
          try (OutputStream stream = files.create(written, true)) {
            stream.write(bytes);
          }
          files.delete(target, false);
          if (!files.rename(written, target)) {
            throw new IOException("it cannot rename " + written + " to " + target.getName());
          }
          return null;
        });
  }

  /** Reads a small text file of the folder, where it exists. */
  public Optional<String> read(String name) {
    return readBytes(name).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** Reads a small file of the folder, where it exists. */
  public Optional<byte[]> readBytes(String name) {
    try (FSDataInputStream stream = files.open(new Path(path, name))) {
      return Optional.of(stream.readAllBytes());
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Deletes what the folder holds. Stopped half-way it is neither a finished output, nor one to go
   * on with, nor the folder of somebody else.
   */
  private void empty() {
    unchecked(() -> files.mkdirs(path));
    delete(SUCCESS_FILE);
    write(RUN_FILE, "");
    for (FileStatus entry : unchecked(() -> files.listStatus(path))) {
      if (!entry.getPath().getName().equals(RUN_FILE)) {
        delete(entry.getPath().getName());
      }
    }
  }

  private boolean exists(String name) {
    return unchecked(() -> files.exists(new Path(path, name)));
  }

  private interface FileAction<T> {
    T run() throws IOException;
  }

  private <T> T unchecked(FileAction<T> action) {
    try {
      return action.run();
    } catch (IOException e) {
      throw new UserError("Cannot write --output " + path + ": " + e.getMessage(), e);
    }
  }
}
