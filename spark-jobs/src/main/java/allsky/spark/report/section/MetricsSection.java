package allsky.spark.report.section;

import allsky.metrics.ClassMetrics;
import allsky.metrics.ConfusionMatrix;
import allsky.metrics.PublishedResult;
import allsky.spark.report.html.HtmlTable;
import allsky.survey.SourceClass;
import com.google.gson.JsonObject;

/**
 * The section with precision, recall, specificity, F1 and accuracy of each class, compared with the
 * paper.
 */
public final class MetricsSection {

  private static final String ID = "metrics";
  private static final String TITLE = "Precision, recall and F1 by class";

  private MetricsSection() {}

  public static Section of(ConfusionMatrix confusion, boolean simulated) {
    HtmlTable table =
        HtmlTable.withHead("class", "precision", "recall", "specificity", "F1", "accuracy");
    JsonObject numbers = new JsonObject();
    for (SourceClass sourceClass : SourceClass.values()) {
      ClassMetrics metrics = confusion.metrics(sourceClass);
      table.row(here(sourceClass, metrics));
      table.styledRow("paper", paper(sourceClass));
      numbers.add(sourceClass.name(), json(metrics));
    }
    table.styledRow(
        HtmlTable.TOTAL,
        "all classes",
        "",
        "",
        "",
        "",
        Numbers.percent(confusion.accuracy().value()));
    table.styledRow(
        "paper " + HtmlTable.TOTAL,
        "all classes, paper",
        "",
        "",
        "",
        "",
        Double.toString(PublishedResult.ACCURACY));
    numbers.addProperty("accuracy", confusion.accuracy().value());
    return Section.of(ID, TITLE, numbers, table.toHtml(), Section.paragraph(note(simulated)));
  }

  private static String note(boolean simulated) {
    return "In percent, each class against the other two, on the test split. The rows “paper” are"
        + " the published results of IICnet (Zhao et al. 2023) on real WISE images and another"
        + " test set."
        + (simulated
            ? " The images of this run are simulated, so the two are not comparable."
            : " The two are not comparable.");
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

  private static String[] paper(SourceClass sourceClass) {
    PublishedResult published = PublishedResult.of(sourceClass);
    return new String[] {
      sourceClass + ", paper",
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

  /** Adds a metric; undefined metrics are null, because JSON has no NaN. */
  private static void add(JsonObject json, String name, double value) {
    json.addProperty(name, Double.isFinite(value) ? value : null);
  }
}
