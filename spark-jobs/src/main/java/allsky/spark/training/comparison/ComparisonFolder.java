package allsky.spark.training.comparison;

import allsky.UserError;
import allsky.spark.files.DriverPath;
import allsky.spark.output.OutputFolder;
import allsky.spark.output.RunIdentity;
import allsky.survey.NetworkInputs;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * The output folder of a comparison. Each training has a folder in it; {@value #MEASURED} is
 * written last and says that the training is finished. A run of the same recipe uses what earlier
 * runs have finished; it may compare other networks or more seeds.
 */
public final class ComparisonFolder {

  static final String MEASURED = "measured.json";

  /** The options that may differ from those of the run that began the folder. */
  private static final Set<String> FREE =
      Set.of(
          "cutouts",
          "networks",
          "input-sides",
          "stem-kernels",
          "band-sets",
          "inputs",
          "spectra",
          "seeds",
          "device",
          "output",
          "overwrite");

  private final DriverPath place;
  private final OutputFolder folder;
  private final RunIdentity run;
  private final boolean overwrite;
  private final boolean resumed;

  private ComparisonFolder(
      DriverPath place, OutputFolder folder, RunIdentity run, boolean overwrite) {
    this.place = place;
    this.folder = folder;
    this.run = run;
    this.overwrite = overwrite;
    this.resumed = !overwrite && isOfThisJob();
    if (resumed) {
      folder.requireBegunBy(run, FREE);
    } else {
      folder.refuseIfOccupied(overwrite);
    }
  }

  /**
   * Inspects a folder; nothing is written.
   *
   * @param overwrite whether an earlier comparison is deleted
   * @throws UserError if a comparison with another recipe began in it, or it is occupied
   */
  public static ComparisonFolder of(
      DriverPath place, OutputFolder folder, RunIdentity run, boolean overwrite) {
    return new ComparisonFolder(place, folder, run, overwrite);
  }

  private boolean isOfThisJob() {
    return folder.identity().filter(begun -> begun.job().equals(run.job())).isPresent();
  }

  /** How an earlier comparison is resumed; empty if there is none. */
  public Optional<String> resuming(ComparisonPlan plan) {
    long finished =
        plan.variants().stream()
            .filter(variant -> folder.read(variant.folder() + "/" + MEASURED).isPresent())
            .count();
    return resumed
        ? Optional.of("resumed, " + finished + " of these trainings are finished")
        : Optional.empty();
  }

  /** Makes the folder ready; keeps the trainings of an earlier run of the same recipe. */
  void begin() {
    if (resumed) {
      folder.reopen(run);
    } else {
      folder.startAfresh(run, overwrite);
    }
  }

  /** The folder as a job's output. */
  OutputFolder output() {
    return folder;
  }

  /** The folder of a training on the driver's disk. */
  Path of(NetworkVariant variant) {
    return place.local().resolve(variant.folder());
  }

  /**
   * The result of a training that is finished.
   *
   * @param cutoutsSha256 of the cutouts of this run
   * @throws UserError if it is damaged, or of other cutouts
   */
  Optional<MeasuredNetwork> finished(NetworkVariant variant, String cutoutsSha256) {
    String name = variant.folder() + "/" + MEASURED;
    return folder.read(name).map(text -> checked(name, text, variant, cutoutsSha256));
  }

  private MeasuredNetwork checked(
      String name, String text, NetworkVariant variant, String cutoutsSha256) {
    MeasuredNetwork measured =
        MeasuredNetwork.parse(text)
            .filter(one -> one.variant().equals(variant))
            .orElseThrow(
                () ->
                    new UserError(
                        ("Cannot resume --output %s: its %s is damaged; delete the folder %s to"
                                + " train this network again")
                            .formatted(folder.given(), name, variant.folder())));
    if (!measured.cutoutsSha256().equals(cutoutsSha256)) {
      throw new UserError(
          ("Cannot resume --output %s: its networks were compared on other %s; name another folder, or"
                  + " add --overwrite to start again")
              .formatted(
                  folder.given(),
                  variant.shape().inputs() == NetworkInputs.SPECTRA
                      ? "spectra than --spectra"
                      : "cutouts than --cutouts"));
    }
    return measured;
  }

  /** Marks a training as finished. */
  void finish(MeasuredNetwork measured) {
    folder.write(measured.variant().folder() + "/" + MEASURED, measured.toJson());
    folder.delete(measured.variant().folder() + "/" + NetworkTrial.CHECKPOINT);
  }
}
