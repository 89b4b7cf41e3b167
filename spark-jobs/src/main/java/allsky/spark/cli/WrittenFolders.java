package allsky.spark.cli;

import allsky.spark.cli.options.OutputOptions;
import allsky.spark.cli.options.OutputPlace;
import allsky.spark.columns.TableInput;
import allsky.spark.output.OutputFolder;
import allsky.spark.output.lock.OutputLock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The folders that a job writes, each locked against other jobs until the job ends. */
final class WrittenFolders implements AutoCloseable {

  private final String job;
  private final Configuration hadoop;
  private final Consumer<String> log;
  private final List<OutputLock> locks = new ArrayList<>();

  WrittenFolders(String job, Configuration hadoop, Consumer<String> log) {
    this.job = job;
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
    OutputFolder held = folder.heldBy(lock("--output", options.path));
    // Another run may have finished it in between.
    held.refuseIfOccupied(options.overwrite);
    return held;
  }

  /** Locks a folder. */
  OutputLock lock(String option, String folder) {
    return lock(option, folder, folder);
  }

  /**
   * Locks a folder that the user gave in another spelling.
   *
   * @param given the text that the user gave, for messages
   */
  OutputLock lock(String option, String given, String folder) {
    OutputLock lock = OutputLock.take(option + " " + given, new Path(folder), job, hadoop, log);
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
