package allsky.spark.classify;

import allsky.Json;
import allsky.UserError;
import allsky.network.model.TrainedModel;
import allsky.spark.output.OutputFolder;
import allsky.spark.output.RunIdentity;
import allsky.spark.tiles.TileIndex;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a run in waves is made of, kept in its output as {@value #FILE}, so that a later run goes on
 * with the same network, tiles and sources or not at all.
 *
 * @param model the model's {@link TrainedModel#digest}
 * @param waves in the order in which they are done
 */
public record WavePlan(String model, List<PlannedWave> waves) {

  private static final String FILE = "_waves.json";

  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  /**
   * One wave.
   *
   * @param wave its folder
   * @param sources how many it has
   * @param tiles the names of its tiles
   */
  record PlannedWave(String wave, long sources, List<String> tiles) {}

  /** The plan of waves whose tiles are those of an index. */
  public static WavePlan of(Waves waves, TileIndex index, TrainedModel model) {
    List<PlannedWave> planned =
        waves.waves().stream()
            .map(
                wave -> {
                  List<String> names =
                      wave.tiles().stream().map(tile -> index.tiles().get(tile).coaddId()).toList();
                  return new PlannedWave(wave.folder(), wave.sources(), names);
                })
            .toList();
    return new WavePlan(model.digest(), planned);
  }

  /**
   * Goes on with an unfinished output of the same run, or begins it.
   *
   * @param hasWaves true where the output has waves that are done
   * @param free options that may differ, see {@link RunIdentity#differencesFrom}
   * @return true where it goes on
   * @throws UserError where an unfinished output was begun otherwise, and is not to be replaced
   */
  public boolean begin(OutputFolder output, boolean hasWaves, RunIdentity run, Set<String> free) {
    if (goesOn(output, hasWaves, run, free)) {
      return true;
    }
    output.startAfresh(run, run.overwrites());
    output.write(FILE, text());
    return false;
  }

  private boolean goesOn(OutputFolder output, boolean hasWaves, RunIdentity run, Set<String> free) {
    if (output.isComplete()) {
      return false;
    }
    Optional<String> kept = output.read(FILE);
    Optional<RunIdentity> begun = kept.isPresent() ? output.identity() : Optional.empty();
    if (begun.isEmpty()) {
      if (hasWaves && !run.overwrites()) {
        throw damaged(output, kept.isPresent() ? "_run.json" : FILE);
      }
      return false;
    }
    if (run.overwrites()) {
      // It replaces what it finds; started again, it goes on with what it has made itself.
      boolean same = run.differencesFrom(begun.get(), free).isEmpty() && begun.get().overwrites();
      return same && isThatOf(output, kept.get());
    }
    output.requireBegunBy(run, free);
    if (!isThatOf(output, kept.get())) {
      boolean sameModel = kept.get().contains(GSON.toJson(model));
      String changed = sameModel ? "its sources or tiles have" : "its model has";
      throw new UserError(
          "Cannot go on with --output "
              + output.given()
              + ": "
              + changed
              + " changed since it was begun; add --overwrite to start afresh.");
    }
    return true;
  }

  /**
   * @throws UserError where the text is no plan at all
   */
  private boolean isThatOf(OutputFolder output, String kept) {
    try {
      WavePlan plan = GSON.fromJson(Json.shallow(kept), WavePlan.class);
      if (plan == null || plan.model == null || plan.waves == null) {
        throw damaged(output, FILE);
      }
    } catch (JsonParseException e) {
      throw damaged(output, FILE);
    }
    return kept.equals(text());
  }

  private static UserError damaged(OutputFolder output, String file) {
    return new UserError(
        "Cannot go on with --output "
            + output.given()
            + ": its "
            + file
            + " is missing or damaged; copy that file back, or delete the folder to start afresh.");
  }

  private String text() {
    return GSON.toJson(this);
  }
}
