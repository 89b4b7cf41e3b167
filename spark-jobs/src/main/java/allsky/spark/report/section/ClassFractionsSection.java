package allsky.spark.report.section;

import allsky.simulation.source.SkyClassFractions;
import allsky.spark.output.OutputFolder;
import allsky.spark.output.RunIdentity;
import allsky.spark.output.RunLayout;
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
            "W1",
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
    table.row(cells("all", fractions.total(), Optional.of(natural)));
    Optional<String> priors = priors(run);
    JsonObject json = new JsonObject();
    json.addProperty("priors", priors.orElse(null));
    json.add("training", trained(run));
    json.add("by_w1", bins);
    return Section.of(
        ID,
        TITLE,
        json,
        Section.paragraph(meaning(priors, trained(run))),
        table.toHtml(),
        Section.paragraph(
            "Expected: "
                + SkyClassFractions.SOURCE
                + ". Closer to the Galactic plane there are more stars."));
  }

  private static String meaning(Optional<String> priors, JsonElement trained) {
    if (priors.isPresent()) {
      return "The probabilities assume the class fractions of --priors: " + priors.get() + ".";
    }
    String fractions =
        trained.isJsonObject()
            ? words(trained.getAsJsonObject())
            : "which these predictions do not record";
    return "The probabilities assume the class fractions of the training set, "
        + fractions
        + ", not those of the sky. On the sky a rare class, such as QSO, is predicted too often. To"
        + " re-weight them, use classify-allsky --priors STAR=0.39,GALAXY=0.594,QSO=0.016.";
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
