package allsky.spark.report.section;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import allsky.metrics.ClassMetrics;
import allsky.metrics.ConfusionMatrix;
import allsky.metrics.PairedComparison;
import allsky.metrics.interval.Estimate;
import allsky.metrics.interval.Proportion;
import allsky.spark.report.html.Html;
import allsky.spark.report.html.HtmlTable;
import allsky.spark.report.run.RunPair;
import allsky.spark.report.run.TestSplitResult;
import allsky.spark.table.MatchTable;
import allsky.spark.table.SourceKey;
import allsky.spark.table.prediction.PredictionTable;
import allsky.survey.SourceClass;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The section with the accuracy of two runs on their test splits. */
public final class ComparedMetricsSection {

  private static final String ID = "metrics";
  private static final String TITLE = "Accuracy on the test splits";

  private ComparedMetricsSection() {}

  public static Section of(RunPair runs) {
    Optional<TestSplitResult> a = TestSplitResult.of(runs.first());
    Optional<TestSplitResult> b = TestSplitResult.of(runs.second());
    return a.isEmpty() || b.isEmpty()
        ? Section.absent(
            ID, TITLE, "Needs matches (bin/allsky crossmatch) in both runs, with a test split.")
        : present(a.get(), b.get());
  }

  private static Section present(TestSplitResult a, TestSplitResult b) {
    HtmlTable table = HtmlTable.withHead("measure", "A", "B", "B less A");
    table.row(
        "sources of the test split",
        Numbers.count(a.confusion().total()),
        Numbers.count(b.confusion().total()),
        "");
    table.row(
        "accuracy",
        words(a.confusion().accuracy()),
        words(b.confusion().accuracy()),
        difference(a.confusion().accuracy().value(), b.confusion().accuracy().value()));
    for (SourceClass one : SourceClass.values()) {
      ClassMetrics inA = a.confusion().metrics(one);
      ClassMetrics inB = b.confusion().metrics(one);
      add(table, one + " precision", inA.precision().value(), inB.precision().value());
      add(table, one + " recall", inA.recall().value(), inB.recall().value());
      add(table, one + " F1", inA.f1(), inB.f1());
    }
    JsonObject numbers = new JsonObject();
    numbers.add("a", json(a.confusion()));
    numbers.add("b", json(b.confusion()));
    List<Html> content = new ArrayList<>();
    content.add(table.toHtml());
    content.add(
        Section.paragraph(
            "In percent; the intervals are 95 % Wilson intervals. The predictions are for the class"
                + " fractions of the training set of each run."));
    content.add(Section.paragraph(common(a, b, numbers)));
    return new Section(ID, TITLE, content, numbers);
  }

  private static void add(HtmlTable table, String name, double inA, double inB) {
    table.row(name, Numbers.percent(inA), Numbers.percent(inB), difference(inA, inB));
  }

  private static String difference(double inA, double inB) {
    return Double.isFinite(inB - inA)
        ? String.format(Locale.ROOT, "%+.1f", 100 * (inB - inA))
        : "–";
  }

  private static String words(Proportion accuracy) {
    return "%s (%s to %s)"
        .formatted(
            Numbers.percent(accuracy.value()),
            Numbers.percent(accuracy.low()),
            Numbers.percent(accuracy.high()));
  }

  /** The comparison on the sources that are in both test splits with the same label. */
  private static String common(TestSplitResult a, TestSplitResult b, JsonObject numbers) {
    String key = SourceKey.sharedBy(a.rows(), b.rows());
    Dataset<Row> both =
        rows(a, key, "right_a").join(rows(b, key, "right_b"), new String[] {key, MatchTable.LABEL});
    Row counts =
        both.agg(
                sum(lit(1)),
                sum(when(col("right_a").and(col("right_b").equalTo(false)), 1).otherwise(0)),
                sum(when(col("right_b").and(col("right_a").equalTo(false)), 1).otherwise(0)))
            .first();
    if (counts.isNullAt(0)) {
      return "The two test splits have no common source, so the runs are not compared in pairs.";
    }
    PairedComparison paired =
        new PairedComparison(
            (int) counts.getLong(2), (int) counts.getLong(1), (int) counts.getLong(0));
    Estimate difference = paired.interval();
    numbers.addProperty("common_sources", paired.sources());
    numbers.addProperty("only_a_right", paired.onlySecond());
    numbers.addProperty("only_b_right", paired.onlyFirst());
    numbers.addProperty("b_less_a", difference.value());
    numbers.addProperty("mcnemar_p", paired.pValue());
    return String.format(
        Locale.ROOT,
        "On the %s sources of both test splits: only A is right on %s, only B on %s. The accuracy"
            + " of B less that of A is %+.1f percentage points (%+.1f to %+.1f, 95 %% interval of"
            + " Tango 1998); McNemar's exact test gives p = %.4f.",
        Numbers.count(paired.sources()),
        Numbers.count(paired.onlySecond()),
        Numbers.count(paired.onlyFirst()),
        100 * difference.value(),
        100 * difference.low(),
        100 * difference.high(),
        paired.pValue());
  }

  private static Dataset<Row> rows(TestSplitResult test, String key, String name) {
    Column isRight = col(PredictionTable.CLASS).equalTo(col(MatchTable.LABEL)).as(name);
    return test.rows().select(col(key), col(MatchTable.LABEL), isRight);
  }

  private static JsonObject json(ConfusionMatrix confusion) {
    Proportion accuracy = confusion.accuracy();
    JsonObject json = new JsonObject();
    json.addProperty("sources", confusion.total());
    json.addProperty("accuracy", accuracy.value());
    json.addProperty("low", accuracy.low());
    json.addProperty("high", accuracy.high());
    return json;
  }
}
