package allsky.spark.report.section;

import allsky.metrics.ComparedClassifier;
import allsky.metrics.ConfusionMatrix;
import allsky.metrics.interval.Proportion;
import allsky.spark.plot.AccuracyPlot;
import allsky.spark.report.html.Html;
import allsky.spark.report.html.HtmlTable;
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
      Optional<ConfusionMatrix> network, List<ComparedClassifier> baselines, String whyNone) {
    if (baselines.isEmpty()) {
      return Section.absent(ID, TITLE, whyNone);
    }
    List<ComparedClassifier> all = new ArrayList<>();
    network.ifPresent(
        confusion ->
            all.add(
                new ComparedClassifier(
                    NETWORK, "cutouts in W1, W2 and W3, no catalog columns", confusion)));
    all.addAll(baselines);
    List<AccuracyPlot.Bar> bars = all.stream().map(ComparisonSection::bar).toList();
    JsonArray numbers = new JsonArray();
    all.forEach(classifier -> numbers.add(json(classifier)));
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

  private static AccuracyPlot.Bar bar(ComparedClassifier classifier) {
    Proportion accuracy = classifier.confusion().accuracy();
    return new AccuracyPlot.Bar(
        classifier.name(),
        accuracy.value(),
        accuracy.low(),
        accuracy.high(),
        classifier.name().equals(NETWORK));
  }

  private static Html table(List<ComparedClassifier> all) {
    HtmlTable table =
        HtmlTable.withHead(
            "classifier", "sources", "accuracy", "95 % interval", "F1 STAR", "F1 GALAXY", "F1 QSO");
    for (ComparedClassifier classifier : all) {
      Proportion accuracy = classifier.confusion().accuracy();
      table.row(
          classifier.name(),
          Numbers.count(classifier.confusion().total()),
          Numbers.percent(accuracy.value()),
          String.format(
              Locale.ROOT,
              "%s – %s",
              Numbers.percent(accuracy.low()),
              Numbers.percent(accuracy.high())),
          f1(classifier, SourceClass.STAR),
          f1(classifier, SourceClass.GALAXY),
          f1(classifier, SourceClass.QSO));
    }
    return table.toHtml();
  }

  private static String f1(ComparedClassifier classifier, SourceClass sourceClass) {
    return Numbers.percent(classifier.confusion().metrics(sourceClass).f1());
  }

  private static Html rules(List<ComparedClassifier> all) {
    return Html.element(
            "ul",
            all.stream()
                .map(
                    classifier ->
                        Html.element(
                            "li",
                            Html.element("strong", classifier.name()),
                            Html.text(": " + classifier.rule() + ".")))
                .toList())
        .styled("rules");
  }

  private static JsonObject json(ComparedClassifier classifier) {
    Proportion accuracy = classifier.confusion().accuracy();
    JsonObject json = new JsonObject();
    json.addProperty("name", classifier.name());
    json.addProperty("rule", classifier.rule());
    json.addProperty("sources", classifier.confusion().total());
    json.addProperty("accuracy", accuracy.value());
    json.addProperty("low", accuracy.low());
    json.addProperty("high", accuracy.high());
    return json;
  }
}
