package allsky.spark.training.comparison;

import allsky.UserError;
import allsky.network.engine.ComputeDevice;
import allsky.spark.plot.canvas.Picture;
import allsky.survey.NetworkInputs;
import allsky.training.TrainingRecipe;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Trains the networks of a plan, one after the other, and writes their comparison. What an earlier
 * run of the same folder has finished is not trained again.
 */
public final class ComparisonStep {

  private final ComparisonFolder folder;
  private final TrainingRecipe recipe;
  private final ComputeDevice device;
  private final Consumer<String> log;

  /**
   * @param recipe of all trainings; each has its own seed
   * @param log takes a line for the user
   */
  public ComparisonStep(
      ComparisonFolder folder, TrainingRecipe recipe, ComputeDevice device, Consumer<String> log) {
    this.folder = folder;
    this.recipe = recipe;
    this.device = device;
    this.log = log;
  }

  /**
   * Trains and compares.
   *
   * @param images what the cutouts show, for the outputs
   * @throws UserError if a split has no usable cutouts, or the folder is of other cutouts
   */
  public ComparisonTable run(
      ComparedExamples examples, ComparisonPlan plan, ComparisonFiles.Images images) {
    Map<NetworkInputs, String> sha256 = new EnumMap<>(NetworkInputs.class);
    List<MeasuredNetwork> known = new ArrayList<>();
    for (NetworkVariant variant : plan.variants()) {
      NetworkInputs inputs = variant.shape().inputs();
      sha256.computeIfAbsent(inputs, each -> examples.sha256(variant.shape()));
      folder.finished(variant, sha256.get(inputs)).ifPresent(known::add);
    }
    folder.begin();
    NetworkTrial trial = new NetworkTrial(examples, recipe, device, log);
    List<MeasuredNetwork> measured = new ArrayList<>();
    for (NetworkVariant variant : plan.variants()) {
      log("network %d of %d: %s", measured.size() + 1, plan.variants().size(), variant.title());
      measured.add(
          known.stream()
              .filter(one -> one.variant().equals(variant))
              .findFirst()
              .orElseGet(() -> trained(trial, variant, sha256.get(variant.shape().inputs()))));
      log("%s", ComparisonLines.result(measured.get(measured.size() - 1)));
      ComparisonFiles.writeTables(ComparisonTable.of(measured), images, folder.output());
    }
    return finished(ComparisonTable.of(measured));
  }

  private MeasuredNetwork trained(NetworkTrial trial, NetworkVariant variant, String sha256) {
    MeasuredNetwork measured = trial.run(variant, folder.of(variant), sha256);
    folder.finish(measured);
    return measured;
  }

  private ComparisonTable finished(ComparisonTable table) {
    try {
      Picture.requireFonts();
      ComparisonFiles.draw(table, folder.output());
    } catch (UserError e) {
      log("no pictures: %s", e.getMessage());
    }
    folder.output().finish();
    return table;
  }

  private void log(String format, Object... values) {
    log.accept(String.format(Locale.ROOT, format, values));
  }
}
