package allsky.spark.cli.plan;

import allsky.spark.output.OutputFolder;
import allsky.spark.output.RunIdentity;
import java.util.Optional;

/**
 * A file or folder that a job writes.
 *
 * @param name the option with the path as the user typed it
 * @param state what happens to it, such as "new"
 */
public record PlannedOutput(String name, String state) {

  private static final String NEW = "new";

  /**
   * A folder.
   *
   * @param folder is not occupied, see {@link OutputFolder#refuseIfOccupied}
   */
  public static PlannedOutput of(String name, OutputFolder folder) {
    Optional<String> job = folder.identity().map(RunIdentity::job);
    String state = folder.isComplete() ? "finished" : "unfinished";
    return new PlannedOutput(
        name, job.map(made -> "replaces the " + state + " output of " + made).orElse(NEW));
  }

  /** A file, which may exist. */
  public static PlannedOutput ofFile(String name, boolean exists) {
    return new PlannedOutput(name, exists ? "replaces the file" : NEW);
  }
}
