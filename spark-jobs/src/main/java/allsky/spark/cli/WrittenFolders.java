package allsky.spark.cli;

import static allsky.spark.cli.options.OptionCheck.check;

import allsky.UserError;
import allsky.spark.cli.options.OutputOptions;
import allsky.spark.cli.options.OutputPlace;
import allsky.spark.cli.options.TrainingOptions;
import allsky.spark.cli.plan.PlannedOutput;
import allsky.spark.columns.TableInput;
import allsky.spark.files.DriverPath;
import allsky.spark.output.OutputFolder;
import allsky.spark.output.RunIdentity;
import allsky.spark.output.lock.OutputLock;
import allsky.spark.training.TrainingFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The folders that a job writes, each locked against other jobs until the job ends. In a dry run
 * they are checked, but neither created nor locked.
 */
final class WrittenFolders implements AutoCloseable {

  /** Whether the folders are written, or only inspected. */
  enum Use {
    WRITE,
    DRY_RUN
  }

  private final String job;
  private final Use use;
  private final Configuration hadoop;
  private final Consumer<String> log;
  private final List<OutputLock> locks = new ArrayList<>();
  private final Set<Path> foldersOfFiles = new HashSet<>();
  private final Set<TableInput> read = new LinkedHashSet<>();
  private final List<PlannedOutput> written = new ArrayList<>();

  /** What a job finds in a folder on the driver's disk. */
  interface Inspection<T> {
    T of(DriverPath place, OutputFolder folder);
  }

  WrittenFolders(String job, Use use, Configuration hadoop, Consumer<String> log) {
    this.job = job;
    this.use = use;
    this.hadoop = hadoop;
    this.log = log;
  }

  /**
   * Checks and locks the folder of an output.
   *
   * @param inputs what the job reads, which must be neither in the folder nor around it
   * @throws allsky.UserError if the folder holds an input, is in one, or is occupied
   */
  OutputFolder output(OutputOptions options, TableInput... inputs) {
    OutputFolder folder = OutputFolder.at(options.path, hadoop);
    place("--output", options.path).from(inputs);
    folder.refuseIfOccupied(options.overwrite);
    note(PlannedOutput.of("--output " + options.path, folder), inputs);
    OutputFolder held = held(folder, "--output", options.path, new Path(options.path));
    // Another run may have finished it in between.
    held.refuseIfOccupied(options.overwrite);
    return held;
  }

  /**
   * Inspects and locks a folder on the driver's disk.
   *
   * @param given the path as the user typed it
   * @param inspect makes the result of the folder; runs before and after the folder is locked,
   *     because another run may change it in between
   * @param inputs what the job reads, which must be neither in the folder nor around it
   * @throws allsky.UserError as {@link #output}, or if the folder is on another file system
   */
  <T> T onDriver(String option, String given, Inspection<T> inspect, TableInput... inputs) {
    DriverPath place = DriverPath.parse(option, given);
    new OutputPlace(option, given, place, hadoop).from(inputs);
    OutputFolder folder = OutputFolder.onDriver(option, given, place, hadoop);
    inspect.of(place, folder);
    note(PlannedOutput.of(option + " " + given, folder), inputs);
    return inspect.of(place, held(folder, option, given, place.hadoop()));
  }

  /**
   * The folder of --model for a training.
   *
   * @throws allsky.UserError as {@link #onDriver} and {@link TrainingOptions#folder}
   */
  TrainingFolder model(
      String given, TrainingOptions training, RunIdentity run, TableInput... inputs) {
    return onDriver(
        "--model", given, (place, folder) -> training.folder(place, folder, run), inputs);
  }

  /**
   * Checks a file to write and locks its folder.
   *
   * @param inputs what the job reads, which must be neither in the file nor around it
   * @throws UserError if it exists and may not be replaced, or is in an input
   */
  Path file(String option, String given, boolean overwrite, TableInput... inputs) {
    Path file = new Path(given);
    Path folder = file.getParent() == null ? new Path(".") : file.getParent();
    refuseIfOccupied(option, file, overwrite);
    place(option, given).from(inputs);
    note(PlannedOutput.ofFile(option + " " + given, exists(option, file)), inputs);
    if (foldersOfFiles.add(folder)) {
      hold(option, folder.toString(), folder);
    }
    // Another run may have written it in between.
    refuseIfOccupied(option, file, overwrite);
    return file;
  }

  private void refuseIfOccupied(String option, Path file, boolean overwrite) {
    check(
        overwrite || !exists(option, file),
        "Cannot write %s %s: it already exists; add --overwrite to replace it.",
        option,
        file);
  }

  private boolean exists(String option, Path file) {
    try {
      return file.getFileSystem(hadoop).exists(file);
    } catch (IOException e) {
      throw new UserError("Cannot write " + option + " " + file + ": " + e.getMessage(), e);
    }
  }

  /** Adds an output and inputs to those that a dry run prints. */
  void note(PlannedOutput output, TableInput... inputs) {
    written.add(output);
    Arrays.stream(inputs).filter(input -> input.path() != null).forEach(read::add);
  }

  /** What the job reads. */
  List<TableInput> inputs() {
    return List.copyOf(read);
  }

  /** What the job writes. */
  List<PlannedOutput> outputs() {
    return List.copyOf(written);
  }

  private OutputFolder held(OutputFolder folder, String option, String given, Path path) {
    return hold(option, given, path).map(folder::heldBy).orElse(folder);
  }

  /** Locks a folder; a dry run only checks that no other job has locked it. */
  private Optional<OutputLock> hold(String option, String given, Path folder) {
    if (use == Use.WRITE) {
      return Optional.of(lock(option, given, folder));
    }
    OutputLock.requireFree(option + " " + given, folder, hadoop);
    return Optional.empty();
  }

  /** Locks a folder. */
  OutputLock lock(String option, String folder) {
    return lock(option, folder, new Path(folder));
  }

  private OutputLock lock(String option, String given, Path folder) {
    OutputLock lock = OutputLock.take(option + " " + given, folder, job, hadoop, log);
    locks.add(lock);
    return lock;
  }

  /** The place of an output, to be compared with those of inputs. */
  OutputPlace place(String option, String path) {
    return new OutputPlace(option, path, hadoop);
  }

  /** Unlocks all folders. */
  @Override
  public void close() {
    locks.forEach(OutputLock::close);
  }
}
