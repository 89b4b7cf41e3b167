package allsky.spark.training;

import allsky.UserError;
import allsky.spark.files.DriverPath;
import allsky.spark.output.OutputFolder;
import allsky.spark.output.RunIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The model folder of one run of {@code train-iicnet}, and the progress of an earlier run in it. An
 * unsuitable folder is rejected before the cutouts are read; nothing is written before {@link
 * #begin}.
 */
public final class TrainingFolder {

  /** How a run uses the output of an earlier run. */
  public enum Start {
    /** The folder is emptied and the training starts with its first epoch. */
    AFRESH,
    /** The run was told to resume, and no epoch is stored; the training starts. */
    NOTHING_TO_RESUME,
    /** The training continues after the last stored epoch. */
    RESUMED,
    /** The same training is finished; nothing is left to do. */
    FINISHED
  }

  /**
   * The options that may differ when a training is resumed; its checkpoint checks the cutouts and
   * the teacher.
   */
  private static final Set<String> FREE =
      Set.of(
          "cutouts",
          "device",
          "epochs",
          "model",
          "overwrite",
          "patience",
          "resume",
          "summary",
          "teacher",
          "unlabelled");

  private static final Set<String> FREE_WHERE_FINISHED =
      Set.of("cutouts", "device", "model", "overwrite", "resume", "summary");

  /** The file in the folder that is written after each epoch. */
  public static final String CHECKPOINT = "checkpoint";

  private final DriverPath model;
  private final OutputFolder folder;
  private final RunIdentity run;
  private final boolean overwrite;
  private final Start start;

  private TrainingFolder(
      DriverPath model, OutputFolder folder, RunIdentity run, boolean resume, boolean overwrite) {
    this.model = model;
    this.folder = folder;
    this.run = run;
    this.overwrite = overwrite;
    this.start = resume ? resumed() : Start.AFRESH;
    if (start == Start.AFRESH || start == Start.NOTHING_TO_RESUME) {
      folder.refuseIfOccupied(overwrite);
    }
  }

  /**
   * Inspects a model folder.
   *
   * @param folder the model folder as a job's output
   * @param run the options of the training; those of an earlier run must be the same to be resumed
   * @param resume whether an earlier run is resumed
   * @param overwrite whether a finished model may be replaced
   * @throws UserError if the folder is occupied, or another training began in it
   */
  public static TrainingFolder of(
      DriverPath model, OutputFolder folder, RunIdentity run, boolean resume, boolean overwrite) {
    return new TrainingFolder(model, folder, run, resume, overwrite);
  }

  /** How the run starts. */
  public Start start() {
    return start;
  }

  /** How an earlier training is resumed; empty if the training starts with its first epoch. */
  public Optional<String> resuming() {
    return switch (start) {
      case AFRESH, NOTHING_TO_RESUME -> Optional.empty();
      case RESUMED -> Optional.of("resumed after the last stored epoch");
      case FINISHED -> Optional.of("finished, nothing is left to do");
    };
  }

  /** Makes the folder ready for the training. A training that is resumed keeps what is there. */
  public void begin() {
    if (start != Start.RESUMED) {
      folder.startAfresh(run, overwrite);
    }
  }

  /** Makes the folder ready for the trained model, which may replace one of fewer epochs. */
  public void beginModel() {
    if (start == Start.RESUMED) {
      folder.reopen(run);
    }
  }

  /** The folder of the model's files. */
  public Path path() {
    return model.local();
  }

  /** The file that is written after each epoch. */
  public Path checkpoint() {
    return model.local().resolve(CHECKPOINT);
  }

  /** The folder as a job's output. */
  public OutputFolder output() {
    return folder;
  }

  private Start resumed() {
    Optional<RunIdentity> begun = folder.identity();
    if (begun.isEmpty()) {
      requireNoCheckpoint();
      return Start.NOTHING_TO_RESUME;
    }
    requireSame(begun.get());
    if (!Files.exists(checkpoint())) {
      return Start.NOTHING_TO_RESUME;
    }
    boolean same = run.differencesFrom(begun.get(), FREE_WHERE_FINISHED).isEmpty();
    return same && folder.isComplete() ? Start.FINISHED : Start.RESUMED;
  }

  /** Prevents that a new training deletes finished epochs. */
  private void requireNoCheckpoint() {
    if (Files.exists(checkpoint())) {
      throw new UserError(
          "Cannot resume --model "
              + model
              + ": its _run.json is missing or damaged; copy that file back, or train without"
              + " --resume to start again");
    }
  }

  private void requireSame(RunIdentity begun) {
    List<String> differences = run.differencesFrom(begun, FREE);
    if (!differences.isEmpty()) {
      throw new UserError(
          "Cannot resume --model "
              + model
              + ", which began with "
              + String.join(", ", differences)
              + "; use the same options to resume, or name another --model to start again");
    }
  }
}
