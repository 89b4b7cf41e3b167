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
   * @param rivals the baselines
   * @param whyNone the sentence to print if there is no baseline
   */
  public static Section of(Optional<ConfusionMatrix> network, List<Rival> rivals, String whyNone) {
    if (rivals.isEmpty()) {
      return Section.absent(ID, TITLE, whyNone);
    }
    List<Rival> all = new ArrayList<>();
    network.ifPresent(
        confusion ->
            all.add(new Rival(NETWORK, "cutouts in W1, W2 and W3, no catalog columns", confusion)));
    all.addAll(rivals);
    List<AccuracyPlot.Bar> bars = all.stream().map(ComparisonSection::bar).toList();
    JsonArray numbers = new JsonArray();
    all.forEach(rival -> numbers.add(json(rival)));
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

  private static AccuracyPlot.Bar bar(Rival rival) {
    Proportion accuracy = rival.confusion().accuracy();
    return new AccuracyPlot.Bar(
        rival.name(),
        accuracy.value(),
        accuracy.low(),
        accuracy.high(),
        rival.name().equals(NETWORK));
  }

  private static Html table(List<Rival> all) {
    HtmlTable table =
        HtmlTable.withHead(
            "classifier", "sources", "accuracy", "95 % interval", "F1 STAR", "F1 GALAXY", "F1 QSO");
    for (Rival rival : all) {
      Proportion accuracy = rival.confusion().accuracy();
      table.row(
          rival.name(),
          Numbers.count(rival.confusion().total()),
          Numbers.percent(accuracy.value()),
          String.format(
              Locale.ROOT,
              "%s – %s",
              Numbers.percent(accuracy.low()),
              Numbers.percent(accuracy.high())),
          f1(rival, SourceClass.STAR),
          f1(rival, SourceClass.GALAXY),
          f1(rival, SourceClass.QSO));
    }
    return table.toHtml();
  }

  private static String f1(Rival rival, SourceClass sourceClass) {
    return Numbers.percent(rival.confusion().metrics(sourceClass).f1());
  }

  private static Html rules(List<Rival> all) {
    return Html.element(
            "ul",
            all.stream()
                .map(
                    rival ->
                        Html.element(
                            "li",
                            Html.element("strong", rival.name()),
                            Html.text(": " + rival.rule() + ".")))
                .toList())
        .styled("rules");
  }

  private static JsonObject json(Rival rival) {
    Proportion accuracy = rival.confusion().accuracy();
    JsonObject json = new JsonObject();
    json.addProperty("name", rival.name());
    json.addProperty("rule", rival.rule());
    json.addProperty("sources", rival.confusion().total());
    json.addProperty("accuracy", accuracy.value());
    json.addProperty("low", accuracy.low());
    json.addProperty("high", accuracy.high());
    return json;
  }
}
