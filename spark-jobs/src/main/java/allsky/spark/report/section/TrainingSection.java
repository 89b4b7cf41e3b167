package allsky.spark.report.section;

import allsky.UserError;
import allsky.network.model.PretrainedModel;
import allsky.spark.output.RunLayout;
import allsky.spark.plot.TrainingPlot;
import allsky.spark.plot.canvas.Picture;
import allsky.spark.report.html.Html;
import allsky.spark.report.run.RunFolder;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The section with loss and accuracy by epoch, from {@code model/history.csv}. */
public final class TrainingSection {

  private static final String ID = "training";
  private static final String TITLE = "Training curves";
  private static final String FILE = RunLayout.MODEL_HISTORY;

  private static final String MAPS =
      "What the network computes for one cutout of each class of the validation split: the maps of"
          + " its first layers, each layer from 0 (dark) to bright, and Grad-CAM: the pixels that"
          + " speak for the spectroscopic class.";

  private TrainingSection() {}

  public static Section of(RunFolder run) {
    Optional<String> history = run.text(RunLayout.MODEL, FILE);
    return history
        .map(csv -> present(csv, run.bytes(RunLayout.MODEL, RunLayout.MODEL_FEATURE_MAPS)))
        .orElseGet(
            () ->
                Section.absent(
                    ID,
                    TITLE,
                    isPretrained(run)
                        ? "No training in this run. Its classes are of the pretrained model."
                        : "No model/history.csv yet. Run bin/allsky train-iicnet."));
  }

  private static boolean isPretrained(RunFolder run) {
    return Stream.of(RunLayout.EVALUATION, RunLayout.PREDICTIONS)
        .flatMap(folder -> run.madeBy(folder).stream())
        .anyMatch(made -> PretrainedModel.NAME.equals(made.options().get("model")));
  }

  private static Section present(String csv, Optional<byte[]> featureMaps) {
    double[] epochs = column(csv, "epoch");
    double[] validation = column(csv, "validation_accuracy");
    Picture loss =
        TrainingPlot.loss(epochs, column(csv, "training_loss"), column(csv, "validation_loss"));
    Picture accuracy = TrainingPlot.accuracy(epochs, column(csv, "training_accuracy"), validation);
    int best = best(validation);
    String caption =
        String.format(
            Locale.ROOT,
            "%d epochs. The best validation accuracy is %s %% in epoch %.0f.",
            epochs.length,
            Numbers.percent(validation[best]),
            epochs[best]);
    JsonObject numbers = new JsonObject();
    numbers.addProperty("epochs", epochs.length);
    numbers.addProperty("best_epoch", epochs[best]);
    numbers.addProperty("best_validation_accuracy", validation[best]);
    List<Html> content = new ArrayList<>();
    content.add(
        Section.beside(
            Section.figure(
                loss, "Loss by epoch", "Cross entropy on the training and the validation split."),
            Section.figure(accuracy, "Accuracy by epoch", caption)));
    featureMaps
        .map(Picture::ofPng)
        .ifPresent(picture -> content.add(Section.figure(picture, "Feature maps", MAPS)));
    return new Section(ID, TITLE, content, numbers);
  }

  private static int best(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  private static double[] column(String csv, String name) {
    List<String> lines = csv.lines().filter(line -> !line.isBlank()).toList();
    int place = lines.isEmpty() ? -1 : Arrays.asList(lines.get(0).split(",", -1)).indexOf(name);
    if (place < 0 || lines.size() < 2) {
      throw new UserError(
          "Cannot read model/" + FILE + ": it has no column " + name + ", or no rows.");
    }
    return lines.stream().skip(1).mapToDouble(line -> number(line, place)).toArray();
  }

  private static double number(String line, int place) {
    try {
      return Double.parseDouble(line.split(",", -1)[place]);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new UserError("Cannot read model/" + FILE + ": not a number in the line " + line, e);
    }
  }
}
