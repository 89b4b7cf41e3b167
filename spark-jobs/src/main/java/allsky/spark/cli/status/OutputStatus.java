package allsky.spark.cli.status;

import allsky.spark.fetch.TileFetch;
import allsky.spark.output.OutputFolder;
import allsky.spark.output.RunIdentity;
import allsky.spark.output.lock.LockReport;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The status of an output of allsky.
 *
 * @param run the job that made or began the output; empty if only a lock is there
 * @param lock the process that writes the output, or has ended without releasing it
 * @param isComplete true if the output is finished
 * @param progress what is done and what is left
 */
public record OutputStatus(
    Optional<RunIdentity> run,
    Optional<LockReport> lock,
    boolean isComplete,
    OutputProgress progress) {

  /** The state of an output. */
  public enum State {
    COMPLETE,
    RUNNING,
    /** The job has ended before the output was complete. */
    INTERRUPTED
  }

  /**
   * Reads the status of a folder on any Hadoop file system.
   *
   * @return empty if no job of allsky made the folder
   * @throws allsky.UserError if the folder cannot be read
   */
  public static Optional<OutputStatus> of(String path, Configuration hadoop) {
    OutputFolder folder = OutputFolder.at(path, hadoop);
    Optional<LockReport> lock = LockReport.of(new Path(path), hadoop);
    Optional<RunIdentity> run = folder.identity();
    if (run.isPresent()) {
      OutputProgress progress = OutputProgress.of(run.get(), folder);
      return Optional.of(new OutputStatus(run, lock, folder.isComplete(), progress));
    }
    Optional<Download> download = folder.read(TileFetch.FILE).flatMap(Download::parse);
    if (download.isPresent()) {
      OutputProgress progress = download.get().progress();
      boolean complete = progress.left().isEmpty();
      return Optional.of(
          new OutputStatus(Optional.of(download.get().run()), lock, complete, progress));
    }
    return lock.map(held -> new OutputStatus(run, lock, false, OutputProgress.NONE));
  }

  /** The state of the output. A complete output that a job replaces is running. */
  public State state() {
    if (lock.filter(LockReport::isHeld).isPresent()) {
      return State.RUNNING;
    }
    return isComplete ? State.COMPLETE : State.INTERRUPTED;
  }
}
