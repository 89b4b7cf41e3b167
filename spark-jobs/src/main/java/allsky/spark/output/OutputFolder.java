package allsky.spark.output;

import allsky.UserError;
import allsky.spark.fault.ColonInName;
import allsky.spark.fault.Storage;
import allsky.spark.files.AtomicFile;
import allsky.spark.output.lock.LockFile;
import allsky.spark.output.lock.OutputLock;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The folder that one job writes: its table or files, {@code _run.json} (who made it) and {@code
 * _SUCCESS} (it is complete). Spark and pyarrow skip names that begin with an underscore when they
 * read the folder as a table; DuckDB's globs for {@code *.parquet} do not find these files.
 */
public final class OutputFolder {

  private static final String RUN_FILE = "_run.json";
  private static final String SUCCESS_FILE = "_SUCCESS";
  private static final String UNFINISHED_FILE = "_writing";

  /** The plan of a run over the sky takes a megabyte. */
  private static final int MOST_BYTES = 64 << 20;

  private final String given;
  private final Path path;
  private final FileSystem files;
  private final Optional<OutputLock> lock;

  private OutputFolder(String given, Path path, FileSystem files, Optional<OutputLock> lock) {
    this.given = given;
    this.path = path;
    this.files = files;
    this.lock = lock;
  }

  /** The folder at a path on any Hadoop filesystem; nothing is created yet. */
  public static OutputFolder at(String path, Configuration hadoop) {
    try {
      Path folder = new Path(path);
      FileSystem files = Storage.of(folder, hadoop);
      return new OutputFolder(path, files.makeQualified(folder), files, Optional.empty());
    } catch (IOException e) {
      throw new UserError("Cannot open the file system of " + path + ": " + Storage.reason(e), e);
    } catch (IllegalArgumentException e) {
      String reason = ColonInName.reason(e).orElse(e.getMessage());
      throw new UserError("Cannot write --output " + path + ": " + reason, e);
    }
  }

  /** The same folder, whose parts are finished only while this process holds it. */
  public OutputFolder heldBy(OutputLock holding) {
    return new OutputFolder(given, path, files, Optional.of(holding));
  }

  /** A folder of the output in which another output is staged. */
  public OutputFolder inside(String name) {
    return new OutputFolder(given + "/" + name, new Path(path, name), files, lock);
  }

  /** The folder's path as the user gave it, for people. */
  public String given() {
    return given;
  }

  /**
   * The folder's absolute path with its file system, as text: for Spark's writers and for
   * executors, whose working folders and default file systems are others.
   */
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
              + given
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
    lock.ifPresent(OutputLock::requireHeld);
    refuseIfOccupied(overwrite);
    empty();
    write(RUN_FILE, identity.toJson());
  }

  /** Marks an output that a run continues as unfinished, and stores that run's identity. */
  public void reopen(RunIdentity identity) {
    lock.ifPresent(OutputLock::requireHeld);
    delete(SUCCESS_FILE);
    write(RUN_FILE, identity.toJson());
  }

  /** Throws the UserError of {@link #startAfresh} where it would, and changes nothing. */
  public void refuseIfOccupied(boolean overwrite) {
    if (!unchecked(() -> files.exists(path))) {
      return;
    }
    if (Arrays.stream(unchecked(() -> files.listStatus(path)))
        .map(entry -> entry.getPath().getName())
        .allMatch(name -> name.equals(UNFINISHED_FILE) || LockFile.isItsName(name))) {
      return;
    }
    if (!isOurs() && read(RUN_FILE).isPresent()) {
      throw new UserError(
          "Cannot write --output "
              + given
              + ": its "
              + RUN_FILE
              + " is damaged, or not one of allsky's; copy that file back, or name another folder.");
    }
    if (!isOurs()) {
      throw new UserError(
          "Cannot write --output "
              + given
              + ": it holds files that allsky did not make; name another"
              + " folder.");
    }
    if (isComplete() && !overwrite) {
      throw new UserError(
          "Cannot write --output "
              + given
              + ": it holds a finished output; add --overwrite to"
              + " replace it or name another folder.");
    }
    identity().ifPresent(this::refuseIfOtherOutputsAreIn);
  }

  /** They would be deleted with this one. */
  private void refuseIfOtherOutputsAreIn(RunIdentity own) {
    for (FileStatus entry : unchecked(() -> files.listStatus(path))) {
      String name = entry.getPath().getName();
      if (!entry.isDirectory()) {
        continue;
      }
      Optional<String> job = inside(name).identity().map(RunIdentity::job);
      if (job.filter(other -> !other.equals(own.job())).isPresent()) {
        throw new UserError(
            "Cannot write --output "
                + given
                + ": it holds "
                + name
                + ", an output of "
                + job.get()
                + "; move that one or name another folder.");
      }
    }
  }

  /**
   * Marks the output as whole.
   *
   * @throws UserError where another run has taken the folder from this process
   */
  public void finish() {
    lock.ifPresent(OutputLock::requireHeld);
    write(SUCCESS_FILE, "");
  }

  /** Marks a part of the output, in a folder of its own, as whole, see {@link #finish()}. */
  public void finish(String part) {
    lock.ifPresent(OutputLock::requireHeld);
    write(part + "/" + SUCCESS_FILE, "");
  }

  /** The identity of the run that made or began this output, where there is one. */
  public Optional<RunIdentity> identity() {
    return read(RUN_FILE).flatMap(RunIdentity::parseIfOne);
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
    unchecked(
        () -> {
          AtomicFile.write(files, new Path(path, name), UNFINISHED_FILE, bytes);
          return null;
        });
  }

  /** Reads a small text file of the folder, where it exists. */
  public Optional<String> read(String name) {
    return readBytes(name).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** Reads a small file of the folder, where it exists. */
  public Optional<byte[]> readBytes(String name) {
    Path file = new Path(path, name);
    try (FSDataInputStream stream = files.open(file)) {
      byte[] bytes = stream.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new UserError(
            "Cannot read " + file + ": it has more than " + MOST_BYTES + " bytes; delete it");
      }
      return Optional.of(bytes);
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UserError("Cannot read " + file + ": " + Storage.reason(e), e);
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
      String name = entry.getPath().getName();
      if (!name.equals(RUN_FILE) && !LockFile.isItsName(name)) {
        delete(name);
      }
    }
  }

  /**
   * True where a run of allsky made the folder or began to. Earlier versions could be killed after
   * they deleted the old file of the run and before they renamed the new one.
   */
  private boolean isOurs() {
    return Stream.of(RUN_FILE, UNFINISHED_FILE)
        .map(this::read)
        .flatMap(Optional::stream)
        .anyMatch(text -> text.isBlank() || RunIdentity.parseIfOne(text).isPresent());
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
      throw new UserError("Cannot write --output " + given + ": " + e.getMessage(), e);
    }
  }
}
