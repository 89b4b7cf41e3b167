package allsky.spark.report.section;

import allsky.metrics.ConfusionMatrix;
import allsky.metrics.interval.Proportion;
import allsky.spark.plot.AccuracyPlot;
import allsky.spark.report.html.Html;
import allsky.spark.report.html.HtmlTable;
import allsky.spark.report.run.Rival;
import allsky.survey.SourceClass;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The section that compares the network with baselines that need no pixels. */
public final class ComparisonSection {

  private static final String ID = "baselines";
  private static final String TITLE = "Comparison with catalog baselines";

  private static final String NETWORK = "IICnet (pixels)";

  private ComparisonSection() {}

  /**
   * The section.
   *
   * @param network the network's confusion matrix, if there is one
   * @param baselines the baselines
   * @param whyNone the sentence to print if there is no baseline
   */
  public static Section of(
      Optional<ConfusionMatrix> network, List<Rival> baselines, String whyNone) {
    if (baselines.isEmpty()) {
      return Section.absent(ID, TITLE, whyNone);
    }
    List<Rival> all = new ArrayList<>();
    network.ifPresent(
        confusion ->
            all.add(new Rival(NETWORK, "cutouts in W1, W2 and W3, no catalog columns", confusion)));
    all.addAll(baselines);
    List<AccuracyPlot.Bar> bars = all.stream().map(ComparisonSection::bar).toList();
    JsonArray numbers = new JsonArray();
    all.forEach(baseline -> numbers.add(json(baseline)));
    return Section.of(
        ID,
        TITLE,
        numbers,
        Section.figure(
            AccuracyPlot.draw(bars),
            "Accuracy of the network and of the baselines",
            "Accuracy on the test split with the 95 % Wilson interval."),
        table(all),
        rules(all));
  }

  private static AccuracyPlot.Bar bar(Rival baseline) {
    Proportion accuracy = baseline.confusion().accuracy();
    return new AccuracyPlot.Bar(
        baseline.name(),
        accuracy.value(),
        accuracy.low(),
        accuracy.high(),
        baseline.name().equals(NETWORK));
  }

  private static Html table(List<Rival> all) {
    HtmlTable table =
        HtmlTable.withHead(
            "classifier", "sources", "accuracy", "95 % interval", "F1 STAR", "F1 GALAXY", "F1 QSO");
    for (Rival baseline : all) {
      Proportion accuracy = baseline.confusion().accuracy();
      table.row(
          baseline.name(),
          Numbers.count(baseline.confusion().total()),
          Numbers.percent(accuracy.value()),
          String.format(
              Locale.ROOT,
              "%s – %s",
              Numbers.percent(accuracy.low()),
              Numbers.percent(accuracy.high())),
          f1(baseline, SourceClass.STAR),
          f1(baseline, SourceClass.GALAXY),
          f1(baseline, SourceClass.QSO));
    }
    return table.toHtml();
  }

  private static String f1(Rival baseline, SourceClass sourceClass) {
    return Numbers.percent(baseline.confusion().metrics(sourceClass).f1());
  }

  private static Html rules(List<Rival> all) {
    return Html.element(
            "ul",
            all.stream()
                .map(
                    baseline ->
                        Html.element(
                            "li",
                            Html.element("strong", baseline.name()),
                            Html.text(": " + baseline.rule() + ".")))
                .toList())
        .styled("rules");
  }

  private static JsonObject json(Rival baseline) {
    Proportion accuracy = baseline.confusion().accuracy();
    JsonObject json = new JsonObject();
    json.addProperty("name", baseline.name());
    json.addProperty("rule", baseline.rule());
    json.addProperty("sources", baseline.confusion().total());
    json.addProperty("accuracy", accuracy.value());
    json.addProperty("low", accuracy.low());
    json.addProperty("high", accuracy.high());
    return json;
  }
}
