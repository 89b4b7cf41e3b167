package allsky.spark.report.section;

import allsky.spark.output.RunLayout;
import allsky.spark.report.html.Html;
import allsky.spark.report.html.HtmlTable;
import allsky.spark.report.run.CsvFile;
import allsky.spark.report.run.RunFolder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The section with the results of {@code evaluate-iicnet}, from {@code evaluation/evaluation.json}
 * of the run.
 */
public final class EvaluationSection {

  private static final String ID = "evaluation";
  private static final String TITLE = "Calibration and performance by magnitude";
  private static final String FILE = RunLayout.EVALUATION_RESULT;

  private EvaluationSection() {}

  public static Section of(RunFolder run) {
    return run.json(RunLayout.EVALUATION, FILE, evaluation -> present(evaluation, run))
        .orElseGet(
            () -> Section.absent(ID, TITLE, "No evaluation yet. Run bin/allsky evaluate-iicnet."));
  }

  private static Section present(JsonObject evaluation, RunFolder run) {
    List<Html> content = new ArrayList<>();
    content.add(Section.paragraph(subject(evaluation)));
    content.add(scores(evaluation));
    content.add(Section.paragraph(calibration(evaluation.getAsJsonObject("calibration"))));
    for (String part : List.of("sky_by_w1", "class_sets")) {
      if (evaluation.has(part)) {
        content.add(
            Section.paragraph(evaluation.getAsJsonObject(part).get("line").getAsString() + "."));
      }
    }
    file(run, "reliability.csv").map(ReliabilityFigure::of).ifPresent(content::add);
    file(run, "by_magnitude.csv").flatMap(ByMagnitudeFigure::of).ifPresent(content::add);
    return new Section(ID, TITLE, content, evaluation);
  }

  private static Optional<CsvFile> file(RunFolder run, String name) {
    return run.text(RunLayout.EVALUATION, name)
        .map(text -> CsvFile.of(RunLayout.EVALUATION + "/" + name, text));
  }

  private static String subject(JsonObject evaluation) {
    return "Measured by evaluate-iicnet on "
        + Numbers.count(evaluation.get("evaluated").getAsLong())
        + " cutouts of the "
        + evaluation.get("split").getAsString()
        + " split, in percent with 95 % intervals. The rows “split” are for the class fractions of"
        + " the split. The rows “sky” are for those of the sky ("
        + priors(evaluation.getAsJsonObject("sky_mix").getAsJsonObject("mix"))
        + "), with re-weighted probabilities."
        + (evaluation.get("simulated").getAsBoolean()
            ? " The images are simulated: these results do not apply to real images."
            : "");
  }

  private static String priors(JsonObject shares) {
    List<String> words = new ArrayList<>();
    shares
        .entrySet()
        .forEach(
            e -> words.add(e.getKey() + " " + Numbers.percent(e.getValue().getAsDouble()) + " %"));
    return String.join(", ", words);
  }

  private static Html scores(JsonObject evaluation) {
    HtmlTable table =
        HtmlTable.withHead("class fractions", "class", "precision", "recall", "F1", "ROC AUC");
    addRows(table, "split", evaluation.getAsJsonObject("test_mix"));
    addRows(table, "sky", evaluation.getAsJsonObject("sky_mix"));
    return table.toHtml();
  }

  private static void addRows(HtmlTable table, String priors, JsonObject scores) {
    scores
        .getAsJsonObject("classes")
        .entrySet()
        .forEach(
            entry -> {
              JsonObject measures = entry.getValue().getAsJsonObject();
              table.row(
                  priors,
                  entry.getKey(),
                  percent(measures.get("precision")),
                  percent(measures.get("recall")),
                  percent(measures.get("f1")),
                  percent(measures.get("area_under_roc")));
            });
    table.row(priors, "accuracy of all classes", "", percent(scores.get("accuracy")), "", "");
  }

  /** A value with its interval; an empty text if the metric is missing. */
  private static String percent(JsonElement estimate) {
    if (estimate == null) {
      return "";
    }
    JsonObject parts = estimate.getAsJsonObject();
    return "%s (%s to %s)"
        .formatted(
            Numbers.percent(number(parts.get("value"))),
            Numbers.percent(number(parts.get("low"))),
            Numbers.percent(number(parts.get("high"))));
  }

  private static double number(JsonElement value) {
    return value == null || value.isJsonNull() ? Double.NaN : value.getAsDouble();
  }

  private static String calibration(JsonObject calibration) {
    JsonObject before = calibration.getAsJsonObject("before");
    JsonObject after = calibration.getAsJsonObject("after");
    return String.format(
        Locale.ROOT,
        "The temperature is %.3f, fitted on the validation split. The expected calibration error"
            + " is %.3f before temperature scaling and %.3f after it, the Brier score %.3f and %.3f.",
        calibration.get("temperature").getAsDouble(),
        calibrationError(before),
        calibrationError(after),
        number(before.get("brier")),
        number(after.get("brier")));
  }

  private static double calibrationError(JsonObject calibration) {
    return number(calibration.getAsJsonObject("equal_width").get("expected_calibration_error"));
  }
}
