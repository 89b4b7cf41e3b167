package allsky.spark.report;

import allsky.evaluation.ClassMetrics;
import allsky.evaluation.ConfusionMatrix;
import allsky.spark.report.html.HtmlTable;
import allsky.survey.SourceClass;
import com.google.gson.JsonObject;
import java.util.EnumMap;
import java.util.Map;

/** Precision, recall, specificity, F1 and accuracy of each class, beside those of the paper. */
final class MetricsSection {

  private static final String ID = "metrics";
  private static final String TITLE = "Each class by itself";

  /**
   * Percentages of one class in the paper (Zhao et al. 2023, RAA 23, 085001).
   *
   * @param f1 as the others in percent
   */
  private record Published(
      double precision, double recall, double specificity, double f1, double accuracy) {}

  private static final Map<SourceClass, Published> PAPER = new EnumMap<>(SourceClass.class);

  private static final double PAPER_ACCURACY = 95.2;

  static {
    PAPER.put(SourceClass.GALAXY, new Published(95.4, 93.2, 97.7, 94.3, 96.2));
    PAPER.put(SourceClass.QSO, new Published(96.6, 97.1, 98.3, 96.8, 97.9));
    PAPER.put(SourceClass.STAR, new Published(93.7, 95.4, 96.8, 94.5, 96.4));
  }

  private MetricsSection() {}

  static Section of(ConfusionMatrix confusion, boolean simulated) {
    HtmlTable table =
        HtmlTable.withHead("class", "precision", "recall", "specificity", "F1", "accuracy");
    JsonObject numbers = new JsonObject();
    for (SourceClass sourceClass : SourceClass.values()) {
      ClassMetrics metrics = confusion.metrics(sourceClass);
      table.row(here(sourceClass, metrics));
      table.row("paper", paper(PAPER.get(sourceClass)));
      numbers.add(sourceClass.name(), json(metrics));
    }
    table.row("all classes", "", "", "", "", Numbers.percent(confusion.accuracy().value()));
    table.row("paper", new String[] {"paper", "", "", "", "", Double.toString(PAPER_ACCURACY)});
    numbers.addProperty("accuracy", confusion.accuracy().value());
    return Section.of(ID, TITLE, numbers, table.toHtml(), Section.paragraph(note(simulated)));
  }

  private static String note(boolean simulated) {
    return "In percent, each class against the other two, on the test split. The lines “paper” are"
        + " IICnet's as published (Zhao et al. 2023), on real WISE images and another test set;"
        + (simulated
            ? " this run's images are simulated, so that the two are not comparable."
            : " the two are not comparable.");
  }

  private static String[] here(SourceClass sourceClass, ClassMetrics metrics) {
    return new String[] {
      sourceClass.name(),
      Numbers.percent(metrics.precision().value()),
      Numbers.percent(metrics.recall().value()),
      Numbers.percent(metrics.specificity().value()),
      Numbers.percent(metrics.f1()),
      Numbers.percent(metrics.accuracy().value())
    };
  }

  private static String[] paper(Published published) {
    return new String[] {
      "paper",
      Double.toString(published.precision()),
      Double.toString(published.recall()),
      Double.toString(published.specificity()),
      Double.toString(published.f1()),
      Double.toString(published.accuracy())
    };
  }

  private static JsonObject json(ClassMetrics metrics) {
    JsonObject json = new JsonObject();
    add(json, "precision", metrics.precision().value());
    add(json, "recall", metrics.recall().value());
    add(json, "specificity", metrics.specificity().value());
    add(json, "f1", metrics.f1());
    add(json, "accuracy", metrics.accuracy().value());
    return json;
  }

  /** JSON has no NaN: a measure that is not defined is null. */
  private static void add(JsonObject json, String name, double value) {
    json.addProperty(name, Double.isFinite(value) ? value : null);
  }
}
