package allsky.spark.report.section;

import allsky.metrics.ComparedClassifier;
import allsky.metrics.ConfusionMatrix;
import allsky.metrics.PairedComparison;
import allsky.metrics.interval.Estimate;
import allsky.metrics.interval.Proportion;
import allsky.spark.plot.AccuracyPlot;
import allsky.spark.report.html.Csv;
import allsky.spark.report.html.Html;
import allsky.spark.report.html.HtmlTable;
import allsky.survey.SourceClass;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The section that compares the network with baselines that need no pixels. */
public final class ComparisonSection {

  private static final String ID = "baselines";
  private static final String TITLE = "Comparison with catalog baselines";

  private static final String NETWORK = "IICnet (pixels)";

  private static final String PAIRED =
      "“less the network” is the accuracy of a baseline less the network's on the same sources, in"
          + " percentage points, with the 95 % interval for paired proportions (Tango 1998). p is"
          + " McNemar's exact test: the probability of a difference at least as large if both were"
          + " equally good.";

  private ComparisonSection() {}

  /**
   * The section.
   *
   * @param network the network's confusion matrix, if there is one
   * @param baselines the baselines
   * @param leftOut a sentence for each baseline that was not measured
   * @param whyNone the sentence to print if there is no baseline
   */
  public static Section of(
      Optional<ConfusionMatrix> network,
      List<ComparedClassifier> baselines,
      List<String> leftOut,
      String whyNone) {
    if (baselines.isEmpty()) {
      return Section.absent(ID, TITLE, whyNone);
    }
    List<ComparedClassifier> all = new ArrayList<>();
    network.ifPresent(
        confusion ->
            all.add(
                new ComparedClassifier(
                    NETWORK,
                    "cutouts in W1, W2 and W3, no catalog columns",
                    confusion,
                    Optional.empty())));
    all.addAll(baselines);
    List<AccuracyPlot.Bar> bars = all.stream().map(ComparisonSection::bar).toList();
    JsonArray numbers = new JsonArray();
    all.forEach(classifier -> numbers.add(json(classifier)));
    return Section.of(
        ID,
        TITLE,
        numbers,
        Section.chart(
            AccuracyPlot.draw(bars),
            "Accuracy of the network and of the baselines with intervals; "
                + bars.stream().map(ComparisonSection::words).collect(Collectors.joining(", ")),
            "Accuracy on the test split with the 95 % Wilson interval.",
            csv(all),
            "baselines"),
        table(all),
        Section.paragraph(PAIRED),
        rules(all, leftOut));
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

  private static String words(AccuracyPlot.Bar bar) {
    return bar.name() + " " + Numbers.percent(bar.accuracy()) + " %";
  }

  private static Csv csv(List<ComparedClassifier> all) {
    Csv csv = Csv.withHead("classifier", "sources", "accuracy", "low", "high");
    for (ComparedClassifier one : all) {
      Proportion accuracy = one.confusion().accuracy();
      csv.row(
          one.name(), one.confusion().total(), accuracy.value(), accuracy.low(), accuracy.high());
    }
    return csv;
  }

  private static Html table(List<ComparedClassifier> all) {
    HtmlTable table =
        HtmlTable.withHead(
            "classifier",
            "sources",
            "accuracy",
            "95 % interval",
            "less the network",
            "p",
            "F1 STAR",
            "F1 GALAXY",
            "F1 QSO");
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
          classifier.againstNetwork().map(ComparisonSection::difference).orElse(""),
          classifier.againstNetwork().map(ComparisonSection::pValue).orElse(""),
          f1(classifier, SourceClass.STAR),
          f1(classifier, SourceClass.GALAXY),
          f1(classifier, SourceClass.QSO));
    }
    return table.toHtml();
  }

  /** Such as "-2.1 (-4.0 to -0.3)". */
  private static String difference(PairedComparison paired) {
    Estimate difference = paired.interval();
    return String.format(
        Locale.ROOT,
        "%+.1f (%+.1f to %+.1f)",
        100 * difference.value(),
        100 * difference.low(),
        100 * difference.high());
  }

  private static String pValue(PairedComparison paired) {
    return paired.pValue() < 0.0001
        ? "< 0.0001"
        : String.format(Locale.ROOT, "%.4f", paired.pValue());
  }

  private static String f1(ComparedClassifier classifier, SourceClass sourceClass) {
    return Numbers.percent(classifier.confusion().metrics(sourceClass).f1());
  }

  private static Html rules(List<ComparedClassifier> all, List<String> leftOut) {
    Stream<Html> rules = all.stream().map(ComparisonSection::rule);
    Stream<Html> reasons = leftOut.stream().map(reason -> Html.element("li", reason));
    return Html.element("ul", Stream.concat(rules, reasons).toList()).styled("rules");
  }

  private static Html rule(ComparedClassifier classifier) {
    return Html.element(
        "li", Html.element("strong", classifier.name()), Html.text(": " + classifier.rule() + "."));
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
    classifier.againstNetwork().ifPresent(paired -> json.add("less_network", json(paired)));
    return json;
  }

  private static JsonObject json(PairedComparison paired) {
    Estimate difference = paired.interval();
    JsonObject json = new JsonObject();
    json.addProperty("sources", paired.sources());
    json.addProperty("only_this_right", paired.onlyFirst());
    json.addProperty("only_network_right", paired.onlySecond());
    json.addProperty("value", difference.value());
    json.addProperty("low", difference.low());
    json.addProperty("high", difference.high());
    json.addProperty("mcnemar_p", paired.pValue());
    return json;
  }
}
