package allsky.spark.output;

import allsky.UserError;
import allsky.spark.fault.ColonInName;
import allsky.spark.fault.Storage;
import allsky.spark.files.DriverPath;
import allsky.spark.output.lock.LockFile;
import allsky.spark.output.lock.OutputLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The folder that one job writes: its table or files, {@code _run.json} (which job made it) and
 * {@code _SUCCESS} (it is complete). Spark and pyarrow skip names that begin with an underscore
 * when they read the folder as a table; DuckDB's globs for {@code *.parquet} do not find these
 * files.
 */
public final class OutputFolder {

  /** The file with the counts and other numbers of the output, as JSON. */
  public static final String SUMMARY = "_summary.json";

  private static final String RUN_FILE = "_run.json";
  private static final String SUCCESS_FILE = "_SUCCESS";

  private final String given;
  private final FolderFiles files;
  private final Optional<OutputLock> lock;

  private OutputFolder(String given, FolderFiles files, Optional<OutputLock> lock) {
    this.given = given;
    this.files = files;
    this.lock = lock;
  }

  /** The folder of --output on any Hadoop file system; nothing is created yet. */
  public static OutputFolder at(String path, Configuration hadoop) {
    String name = "--output " + path;
    try {
      return at(path, name, new Path(path), hadoop);
    } catch (IllegalArgumentException e) {
      String reason = ColonInName.reason(e).orElse(e.getMessage());
      throw new UserError("Cannot write " + name + ": " + reason, e);
    }
  }

  /**
   * A folder on the driver's disk; nothing is created yet.
   *
   * @param option the option that names the folder
   * @param given the path as the user typed it
   */
  public static OutputFolder onDriver(
      String option, String given, DriverPath place, Configuration hadoop) {
    return at(given, option + " " + given, place.hadoop(), hadoop);
  }

  private static OutputFolder at(String given, String name, Path folder, Configuration hadoop) {
    try {
      FileSystem system = Storage.of(folder, hadoop);
      FolderFiles files = new FolderFiles(name, system.makeQualified(folder), system);
      return new OutputFolder(given, files, Optional.empty());
    } catch (IOException e) {
      throw new UserError("Cannot open the file system of " + given + ": " + Storage.reason(e), e);
    }
  }

  /**
   * The same folder, protected by a lock: its parts are marked as complete only while this process
   * holds the lock.
   */
  public OutputFolder heldBy(OutputLock holding) {
    return new OutputFolder(given, files, Optional.of(holding));
  }

  /** A folder of the output in which another output is staged. */
  public OutputFolder inside(String name) {
    return new OutputFolder(given + "/" + name, files.inside(name), lock);
  }

  /** The path as the user typed it, for messages. */
  public String given() {
    return given;
  }

  /**
   * The folder's absolute path with its file system, as text: for Spark's writers and for
   * executors, which have other working folders and default file systems.
   */
  public String path() {
    return files.path().toString();
  }

  /** True if the output is complete. */
  public boolean isComplete() {
    return files.contain(SUCCESS_FILE);
  }

  /** True if a part of the output, in its own folder, is complete. */
  public boolean isComplete(String part) {
    return files.contain(part + "/" + SUCCESS_FILE);
  }

  /**
   * Checks that a run can resume this output, which an earlier run began.
   *
   * @param mayDiffer the options that may differ, see {@link RunIdentity#differencesFrom}
   * @throws UserError that names the differences, if the earlier run had another job, version or
   *     options
   */
  public void requireBegunBy(RunIdentity identity, Set<String> mayDiffer) {
    List<String> differences =
        identity().map(begun -> identity.differencesFrom(begun, mayDiffer)).orElse(List.of());
    if (!differences.isEmpty()) {
      throw new UserError(
          "Cannot resume "
              + files.name()
              + ", which began with "
              + String.join(", ", differences)
              + "; use the same options to resume, or add --overwrite to start again.");
    }
  }

  /**
   * Makes the folder ready for a new output and stores the run's identity. A finished output is
   * replaced only with {@code overwrite}. An unfinished output is always replaced. A folder that
   * was not made by allsky is never changed.
   */
  public void startAfresh(RunIdentity identity, boolean overwrite) {
    lock.ifPresent(OutputLock::requireHeld);
    refuseIfOccupied(overwrite);
    empty();
    write(RUN_FILE, identity.toJson());
  }

  /** Marks an output that a run resumes as unfinished, and stores the identity of this run. */
  public void reopen(RunIdentity identity) {
    lock.ifPresent(OutputLock::requireHeld);
    delete(SUCCESS_FILE);
    write(RUN_FILE, identity.toJson());
  }

  /** Throws the UserError that {@link #startAfresh} would throw, but changes nothing. */
  public void refuseIfOccupied(boolean overwrite) {
    if (!files.exist()) {
      return;
    }
    if (files.list().stream()
        .map(entry -> entry.getPath().getName())
        .allMatch(name -> name.equals(FolderFiles.UNFINISHED) || LockFile.isItsName(name))) {
      return;
    }
    if (!isOurs() && read(RUN_FILE).isPresent()) {
      throw new UserError(
          "Cannot write "
              + files.name()
              + ": its "
              + RUN_FILE
              + " is damaged, or was not written by allsky; copy that file back, or name another"
              + " folder.");
    }
    if (!isOurs()) {
      throw new UserError(
          "Cannot write "
              + files.name()
              + ": it contains files that allsky did not make; name another folder.");
    }
    if (isComplete() && !overwrite) {
      throw new UserError(
          "Cannot write "
              + files.name()
              + ": it contains a finished output; add --overwrite to replace it, or name another"
              + " folder.");
    }
    identity().ifPresent(this::refuseIfOtherOutputsAreIn);
  }

  /** Rejects other outputs inside this one, because they would be deleted with it. */
  private void refuseIfOtherOutputsAreIn(RunIdentity own) {
    for (FileStatus entry : files.list()) {
      String name = entry.getPath().getName();
      if (!entry.isDirectory()) {
        continue;
      }
      Optional<String> job = inside(name).identity().map(RunIdentity::job);
      if (job.filter(other -> !other.equals(own.job())).isPresent()) {
        throw new UserError(
            "Cannot write "
                + files.name()
                + ": it contains "
                + name
                + ", an output of "
                + job.get()
                + "; move that output, or name another folder.");
      }
    }
  }

  /**
   * Marks the output as complete and notes the time.
   *
   * @throws UserError if another run has taken over the folder
   */
  public void finish() {
    lock.ifPresent(OutputLock::requireHeld);
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    identity().ifPresent(identity -> write(RUN_FILE, identity.toJson(now)));
    write(SUCCESS_FILE, "");
  }

  /** Marks a part of the output, in its own folder, as complete, see {@link #finish()}. */
  public void finish(String part) {
    lock.ifPresent(OutputLock::requireHeld);
    write(part + "/" + SUCCESS_FILE, "");
  }

  /** The identity of the run that made or began this output, if there is one. */
  public Optional<RunIdentity> identity() {
    return read(RUN_FILE).flatMap(RunIdentity::parseIfOne);
  }

  /**
   * The time that the run took to finish the output; empty if it is not finished, or an older
   * version wrote it. If runs resumed the output, it is the time of the last one.
   */
  public Optional<Duration> duration() {
    return identity()
        .flatMap(
            made ->
                read(RUN_FILE)
                    .flatMap(RunIdentity::finished)
                    .map(finished -> Duration.between(made.started(), finished)));
  }

  /** Deletes a file or a folder of the output, if it exists. */
  public void delete(String name) {
    files.delete(name);
  }

  /** Writes a small text file into the folder, replacing it. */
  public void write(String name, String text) {
    write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes a small file into the folder and replaces an existing one; the file is always complete.
   */
  public void write(String name, byte[] bytes) {
    files.write(name, bytes);
  }

  /** Reads a small text file of the folder, if it exists. */
  public Optional<String> read(String name) {
    return readBytes(name).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** Reads a small file of the folder, if it exists. */
  public Optional<byte[]> readBytes(String name) {
    return files.read(name);
  }

  /**
   * Deletes the content of the folder. The order is such that after a kill the folder is neither a
   * finished output, nor one that can be resumed, nor a folder of unknown origin.
   */
  private void empty() {
    files.create();
    delete(SUCCESS_FILE);
    write(RUN_FILE, "");
    for (FileStatus entry : files.list()) {
      String name = entry.getPath().getName();
      if (!name.equals(RUN_FILE) && !LockFile.isItsName(name)) {
        delete(name);
      }
    }
  }

  /**
   * True if a run of allsky made the folder or began to. Also accepts the state that earlier
   * versions left when they were killed between deleting the old {@code _run.json} and renaming the
   * new one.
   */
  private boolean isOurs() {
    return Stream.of(RUN_FILE, FolderFiles.UNFINISHED)
        .map(this::read)
        .flatMap(Optional::stream)
        .anyMatch(text -> text.isBlank() || RunIdentity.parseIfOne(text).isPresent());
  }
}
