package allsky.spark.report.section;

import allsky.simulation.source.SkyClassFractions;
import allsky.spark.output.OutputFolder;
import allsky.spark.output.RunIdentity;
import allsky.spark.output.RunLayout;
import allsky.spark.report.html.Html;
import allsky.spark.report.html.HtmlTable;
import allsky.spark.report.run.RunFolder;
import allsky.spark.table.prediction.PredictedFractions;
import allsky.survey.SourceClass;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The section on predicted class fractions by magnitude, compared with the number counts expected
 * on the sky.
 */
public final class ClassFractionsSection {

  private static final String ID = "class_mix";
  private static final String TRAINING = "training";
  private static final String TITLE = "Class fractions by magnitude";

  private ClassFractionsSection() {}

  public static Section of(RunFolder run) {
    return run.predictions()
        .map(PredictedFractions::of)
        .filter(fractions -> fractions.sources() > 0)
        .map(fractions -> present(run, fractions))
        .orElseGet(
            () -> Section.absent(ID, TITLE, "No predictions yet. Run bin/allsky classify-allsky."));
  }

  private static Section present(RunFolder run, PredictedFractions fractions) {
    HtmlTable table =
        HtmlTable.withHead(
            "W1 [Vega mag]",
            "sources",
            "STAR %",
            "GALAXY %",
            "QSO %",
            "expected STAR %",
            "expected GALAXY %",
            "expected QSO %");
    JsonArray bins = new JsonArray();
    fractions
        .counts()
        .forEach(
            (bin, counts) -> {
              Optional<Map<SourceClass, Double>> expected = expected(bin);
              table.row(cells(PredictedFractions.words(bin), counts, expected));
              bins.add(numbers(bin, counts, expected));
            });
    Map<SourceClass, Double> natural =
        SkyClassFractions.shares(PredictedFractions.BRIGHT_END, PredictedFractions.FAINT_END);
    table.styledRow(HtmlTable.TOTAL, cells("all", fractions.total(), Optional.of(natural)));
    Optional<String> priors = priors(run);
    JsonObject json = new JsonObject();
    json.addProperty("priors", priors.orElse(null));
    json.add("training", trained(run));
    json.add("by_w1", bins);
    List<Html> content = new ArrayList<>();
    content.add(Section.paragraph(meaning(run, priors)));
    run.json(RunLayout.PREDICTIONS, OutputFolder.SUMMARY, ClassFractionsSection::warnings)
        .filter(warnings -> !warnings.isEmpty())
        .map(Section::paragraph)
        .ifPresent(content::add);
    content.add(ClassFractionsFigure.of(fractions));
    content.add(table.toHtml());
    content.add(
        Section.paragraph(
            "Expected: "
                + SkyClassFractions.SOURCE
                + ". Closer to the Galactic plane there are more stars."));
    return new Section(ID, TITLE, content, json);
  }

  /** What the probabilities assume; predictions of older versions record only the option. */
  private static String meaning(RunFolder run, Optional<String> priors) {
    Optional<String> recorded =
        run.json(RunLayout.PREDICTIONS, OutputFolder.SUMMARY, ClassFractionsSection::recorded);
    Optional<String> given = priors.filter(option -> !option.equals(TRAINING));
    if (recorded.isPresent() || given.isPresent()) {
      return "The probabilities assume the class fractions of "
          + recorded.orElseGet(() -> "--priors: " + given.get())
          + ".";
    }
    JsonElement trained = trained(run);
    String fractions =
        trained.isJsonObject()
            ? words(trained.getAsJsonObject())
            : "which these predictions do not record";
    return "The probabilities assume the class fractions of the training set, "
        + fractions
        + ", not those of the sky. On the sky a rare class, such as QSO, is predicted too often. To"
        + " re-weight them, use classify-allsky --priors sky.";
  }

  /** Such as "sky: number counts ..."; null for the fractions of the training, or none recorded. */
  private static String recorded(JsonObject summary) {
    JsonObject fractions = summary.getAsJsonObject(ID);
    if (fractions == null || !fractions.has("probabilities_from")) {
      return null;
    }
    String name = fractions.get("probabilities_for").getAsString();
    JsonElement shares = fractions.get("priors");
    String from =
        shares != null && shares.isJsonObject()
            ? words(shares.getAsJsonObject())
            : fractions.get("probabilities_from").getAsString();
    return name.equals(TRAINING) ? null : name + ": " + from;
  }

  /** The warnings of the classification; empty if it records none. */
  private static String warnings(JsonObject summary) {
    List<String> lines = new ArrayList<>();
    if (summary.has("flags")) {
      for (JsonElement line : summary.getAsJsonObject("flags").getAsJsonArray("warnings")) {
        lines.add(line.getAsString() + ".");
      }
    }
    return String.join(" ", lines);
  }

  private static String words(JsonObject shares) {
    List<String> words = new ArrayList<>();
    shares
        .entrySet()
        .forEach(
            share ->
                words.add(
                    share.getKey() + " " + Numbers.percent(share.getValue().getAsDouble()) + " %"));
    return String.join(", ", words);
  }

  private static Optional<String> priors(RunFolder run) {
    return run.madeBy(RunLayout.PREDICTIONS)
        .map(RunIdentity::options)
        .map(options -> options.get("priors"));
  }

  private static JsonElement training(JsonObject summary) {
    return Optional.ofNullable(summary.getAsJsonObject(ID))
        .map(fractions -> fractions.get("training"))
        .map(ClassFractionsSection::requireShares)
        .orElse(JsonNull.INSTANCE);
  }

  /** The class fractions of the training set, from the summary of the predictions. */
  private static JsonElement trained(RunFolder run) {
    return run.json(RunLayout.PREDICTIONS, OutputFolder.SUMMARY, ClassFractionsSection::training)
        .orElse(JsonNull.INSTANCE);
  }

  private static JsonElement requireShares(JsonElement shares) {
    if (!shares.isJsonNull()) {
      shares.getAsJsonObject().entrySet().forEach(share -> share.getValue().getAsDouble());
    }
    return shares;
  }

  private static Optional<Map<SourceClass, Double>> expected(int bin) {
    return bin == PredictedFractions.UNKNOWN_W1
        ? Optional.empty()
        : Optional.of(
            SkyClassFractions.shares(
                PredictedFractions.brightW1(bin), PredictedFractions.faintW1(bin)));
  }

  private static String[] cells(
      String name, Map<SourceClass, Long> counts, Optional<Map<SourceClass, Double>> expected) {
    List<String> cells =
        new ArrayList<>(List.of(name, Numbers.count(PredictedFractions.sum(counts))));
    for (SourceClass sourceClass : SourceClass.values()) {
      cells.add(Numbers.percent(PredictedFractions.share(counts, sourceClass)));
    }
    for (SourceClass sourceClass : SourceClass.values()) {
      cells.add(
          Numbers.percent(expected.map(shares -> shares.get(sourceClass)).orElse(Double.NaN)));
    }
    return cells.toArray(String[]::new);
  }

  private static JsonObject numbers(
      int bin, Map<SourceClass, Long> counts, Optional<Map<SourceClass, Double>> expected) {
    JsonObject json = new JsonObject();
    json.addProperty("w1", PredictedFractions.words(bin));
    counts.forEach((sourceClass, count) -> json.addProperty(sourceClass.name(), count));
    expected.ifPresent(
        shares ->
            shares.forEach((name, share) -> json.addProperty("expected_" + name.name(), share)));
    return json;
  }
}
