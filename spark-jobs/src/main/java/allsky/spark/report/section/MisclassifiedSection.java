package allsky.spark.report.section;

import allsky.spark.output.RunLayout;
import allsky.spark.plot.canvas.Picture;
import allsky.spark.report.html.Csv;
import allsky.spark.report.html.Html;
import allsky.spark.report.html.HtmlTable;
import allsky.spark.report.run.CsvSample;
import allsky.spark.report.run.RunFolder;
import allsky.spark.table.cutout.CutoutTable;
import allsky.spark.table.prediction.PredictionTable;
import allsky.spark.table.prediction.ReviewedTable;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The section with the groups of the misclassified cutouts and the cases of the right predictions
 * with a low confidence, from {@code evaluation/evaluation.json} of the run.
 */
public final class MisclassifiedSection {

  private static final String ID = "misclassified";
  private static final String TITLE = "Misclassified and low-confidence cutouts";

  /** The columns of the CSV files, as far as the tables have them. */
  private static final List<String> COLUMNS =
      List.of(
          "cntr",
          "designation",
          PredictionTable.RA,
          PredictionTable.DEC,
          CutoutTable.LABEL,
          PredictionTable.CLASS,
          PredictionTable.CONFIDENCE,
          "w1mpro",
          "w2mpro",
          "w3mpro",
          ReviewedTable.GROUP,
          ReviewedTable.RULE,
          ReviewedTable.CASES);

  private MisclassifiedSection() {}

  public static Section of(RunFolder run) {
    return run.json(
            RunLayout.EVALUATION,
            RunLayout.EVALUATION_RESULT,
            evaluation -> isReviewed(evaluation) ? present(evaluation, run) : absent())
        .orElseGet(MisclassifiedSection::absent);
  }

  private static boolean isReviewed(JsonObject evaluation) {
    return evaluation.has("misclassified") && evaluation.has("low_confidence");
  }

  private static Section absent() {
    return Section.absent(ID, TITLE, "No review yet. Run bin/allsky evaluate-iicnet.");
  }

  private static Section present(JsonObject evaluation, RunFolder run) {
    JsonObject wrong = evaluation.getAsJsonObject("misclassified");
    JsonObject unsure = evaluation.getAsJsonObject("low_confidence");
    List<Html> content = new ArrayList<>();
    content.add(Section.paragraph(misclassified(evaluation, wrong)));
    if (!wrong.getAsJsonArray("groups").isEmpty()) {
      content.add(groups(wrong));
    }
    cutouts(
            run,
            "misclassified",
            "Misclassified cutouts by group, with the label, the"
                + " predicted class and its probability. At most 16 of each group.")
        .ifPresent(content::add);
    content.add(Section.paragraph(lowConfidence(unsure)));
    content.add(cases(unsure));
    cutouts(run, "low_confidence", "Correct predictions with a low confidence by case.")
        .ifPresent(content::add);
    String colours =
        "Correct predictions that are detected in W3. A triangle marks a low confidence; the CSV"
            + " file has these.";
    run.bytes(RunLayout.EVALUATION, "low_confidence_colours.png")
        .map(Picture::ofPng)
        .map(
            drawn ->
                Section.chart(
                    drawn, colours, colours, csv(run, "low_confidence"), "low-confidence-colours"))
        .ifPresent(content::add);
    JsonObject numbers = new JsonObject();
    numbers.add("misclassified", wrong);
    numbers.add("low_confidence", unsure);
    return new Section(ID, TITLE, content, numbers);
  }

  private static String misclassified(JsonObject evaluation, JsonObject wrong) {
    String note = wrong.get("note").getAsString();
    return Numbers.count(wrong.get("count").getAsLong())
        + " of "
        + Numbers.count(evaluation.get("evaluated").getAsLong())
        + " cutouts are misclassified. NOT_DETECTED and OUTSHONE have no source in the centre. K-means"
        + " divides the others by brightness and colour; group 1 is the faintest."
        + (note.isEmpty() ? "" : " But " + note + ".");
  }

  private static Html groups(JsonObject wrong) {
    HtmlTable table = HtmlTable.withHead("group", "cutouts", "label as predicted class");
    for (JsonElement element : wrong.getAsJsonArray("groups")) {
      JsonObject group = element.getAsJsonObject();
      String confusions =
          group.getAsJsonObject("confusions").entrySet().stream()
              .map(entry -> entry.getKey() + " " + Numbers.count(entry.getValue().getAsLong()))
              .collect(Collectors.joining(", "));
      table.row(
          group.get("group").getAsString(),
          Numbers.count(group.get("count").getAsLong()),
          confusions);
    }
    return table.toHtml();
  }

  private static String lowConfidence(JsonObject unsure) {
    String diagram = unsure.get("diagram").getAsString();
    return Numbers.count(unsure.get("count").getAsLong())
        + " of "
        + Numbers.count(unsure.get("of").getAsLong())
        + " right predictions have a confidence below "
        + unsure.get("below").getAsDouble()
        + ". Several cases may apply to a cutout. No case applies to "
        + Numbers.count(unsure.get("without_case").getAsLong())
        + "."
        + (diagram.isEmpty() ? "" : " There is no colour-colour diagram: " + diagram + ".");
  }

  private static Html cases(JsonObject unsure) {
    HtmlTable table = HtmlTable.withHead("case", "cutouts", "one of", "not tested");
    for (JsonElement element : unsure.getAsJsonArray("cases")) {
      JsonObject each = element.getAsJsonObject();
      JsonElement count = each.get("count");
      table.row(
          each.get("name").getAsString(),
          count.isJsonNull() ? "not testable" : Numbers.count(count.getAsLong()),
          joined(each.get("tested")),
          joined(each.get("not_tested")));
    }
    return table.toHtml();
  }

  private static String joined(JsonElement texts) {
    List<String> all = new ArrayList<>();
    texts.getAsJsonArray().forEach(text -> all.add(text.getAsString()));
    return String.join("; ", all);
  }

  /** The picture of the cutouts in a table of the evaluation. */
  private static Optional<Html> cutouts(RunFolder run, String table, String caption) {
    return run.bytes(RunLayout.EVALUATION, table + ".png")
        .map(Picture::ofPng)
        .map(
            drawn ->
                Section.figure(drawn, caption, caption, csv(run, table), table.replace('_', '-')));
  }

  private static Csv csv(RunFolder run, String table) {
    return run.evaluated(table)
        .map(rows -> CsvSample.of(rows, COLUMNS))
        .orElseGet(() -> Csv.withHead("label", "class"));
  }
}
