package allsky.spark.report.section;

import allsky.network.model.PretrainedModel;
import allsky.spark.output.RunLayout;
import allsky.spark.plot.canvas.Palette;
import allsky.spark.plot.canvas.Picture;
import allsky.spark.report.html.Csv;
import allsky.spark.report.html.Html;
import allsky.spark.report.run.CsvFile;
import allsky.spark.report.run.RunFolder;
import allsky.spark.report.svg.Axis;
import allsky.spark.report.svg.LineStyle;
import allsky.spark.report.svg.SvgPlot;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The section with loss and accuracy by epoch, from {@code model/history.csv}. */
public final class TrainingSection {

  private static final String ID = "training";
  private static final String TITLE = "Training curves";
  private static final String FILE = RunLayout.MODEL_HISTORY;

  /** A line of few epochs has markers: without them, one epoch would show nothing. */
  private static final int FEW_EPOCHS = 30;

  private static final String MAPS =
      "What the network computes for one cutout of each class of the validation split: the maps of"
          + " its first layers, each layer from 0 (dark) to bright, and Grad-CAM: the pixels that"
          + " speak for the spectroscopic class.";

  private TrainingSection() {}

  public static Section of(RunFolder run) {
    Optional<String> history = run.text(RunLayout.MODEL, FILE);
    return history
        .map(
            text ->
                present(
                    CsvFile.of("model/" + FILE, text),
                    run.bytes(RunLayout.MODEL, RunLayout.MODEL_FEATURE_MAPS)))
        .orElseGet(
            () ->
                Section.absent(
                    ID,
                    TITLE,
                    isPretrained(run)
                        ? "No training in this run. Its classes are of the pretrained model."
                        : "No model/history.csv yet. Run bin/allsky train-iicnet."));
  }

  /** True if the classes of a run are of the pretrained model. */
  static boolean isPretrained(RunFolder run) {
    return Stream.of(RunLayout.EVALUATION, RunLayout.PREDICTIONS)
        .flatMap(folder -> run.madeBy(folder).stream())
        .anyMatch(made -> PretrainedModel.NAME.equals(made.options().get("model")));
  }

  private static Section present(CsvFile csv, Optional<byte[]> featureMaps) {
    double[] epochs = csv.numbers("epoch");
    double[] validation = csv.numbers("validation_accuracy");
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
        Section.drawings(
            List.of(
                drawing(csv, "cross entropy", "training_loss", "validation_loss"),
                drawing(csv, "accuracy", "training_accuracy", "validation_accuracy")),
            "Left: the cross entropy on the training and the validation split. Right: the accuracy. "
                + caption,
            Csv.ofText(csv.text()),
            "training-history"));
    featureMaps.map(Picture::ofPng).ifPresent(picture -> content.add(Section.plain(picture, MAPS)));
    return new Section(ID, TITLE, content, numbers);
  }

  private static Html drawing(CsvFile csv, String quantity, String training, String validation) {
    double[] epochs = csv.numbers("epoch");
    double[] trained = csv.numbers(training);
    double[] validated = csv.numbers(validation);
    double low = Math.min(least(trained), least(validated));
    double high = Math.max(most(trained), most(validated));
    boolean isFew = epochs.length <= FEW_EPOCHS;
    LineStyle first = LineStyle.of("training", Palette.SECOND);
    LineStyle second = LineStyle.of("validation", Palette.ACCENT);
    List<LineStyle> styles =
        isFew ? List.of(first.withMarkers(), second.withMarkers()) : List.of(first, second);
    SvgPlot plot =
        SvgPlot.of(
            500,
            340,
            Axis.ofNumbers("epoch", most(epochs)),
            Axis.around(quantity, low, high),
            styles);
    plot.line(styles.get(0), marks(epochs, trained, "training"));
    plot.line(styles.get(1), marks(epochs, validated, "validation"));
    return plot.toHtml(
        String.format(
            Locale.ROOT,
            "%s by epoch: on the training split from %.3f to %.3f, on the validation split from"
                + " %.3f to %.3f",
            quantity,
            trained[0],
            trained[trained.length - 1],
            validated[0],
            validated[validated.length - 1]));
  }

  private static List<SvgPlot.Mark> marks(double[] epochs, double[] values, String split) {
    return IntStream.range(0, epochs.length)
        .filter(i -> Double.isFinite(values[i]))
        .mapToObj(
            i ->
                new SvgPlot.Mark(
                    epochs[i],
                    values[i],
                    String.format(
                        Locale.ROOT, "epoch %.0f, %s: %.4f", epochs[i], split, values[i])))
        .toList();
  }

  private static double least(double[] values) {
    return Arrays.stream(values).filter(Double::isFinite).min().orElse(0);
  }

  private static double most(double[] values) {
    return Arrays.stream(values).filter(Double::isFinite).max().orElse(1);
  }

  private static int best(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }
}
