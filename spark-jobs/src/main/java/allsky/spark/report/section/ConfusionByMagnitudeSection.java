package allsky.spark.report.section;

import static org.apache.spark.sql.functions.col;

import allsky.spark.report.html.Csv;
import allsky.spark.report.html.Html;
import allsky.spark.report.run.TestSplitResult;
import allsky.spark.report.svg.Axis;
import allsky.spark.report.svg.LineStyle;
import allsky.spark.report.svg.SvgPlot;
import allsky.spark.table.MatchTable;
import allsky.spark.table.prediction.PredictedFractions;
import allsky.spark.table.prediction.PredictionTable;
import allsky.survey.SourceClass;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/** The section with the predicted classes of each spectroscopic class by W1, on the test split. */
public final class ConfusionByMagnitudeSection {

  private static final String ID = "confusion_by_magnitude";
  private static final String TITLE = "Confusion by magnitude";

  private ConfusionByMagnitudeSection() {}

  public static Section of(TestSplitResult test) {
    Map<SourceClass, Map<Integer, Map<SourceClass, Long>>> counts = counts(test);
    if (counts.isEmpty()) {
      return Section.absent(
          ID, TITLE, "Needs predictions with the column w1mpro of sources of the test split.");
    }
    Csv csv = Csv.withHead("w1", "spectroscopic_class", "predicted_class", "sources");
    JsonArray numbers = new JsonArray();
    List<Html> drawings = new ArrayList<>();
    counts.forEach(
        (truth, bins) -> {
          drawings.add(drawing(truth, bins));
          bins.forEach(
              (bin, predicted) -> {
                JsonObject json = new JsonObject();
                json.addProperty("w1", PredictedFractions.words(bin));
                json.addProperty("label", truth.name());
                for (SourceClass one : SourceClass.values()) {
                  long count = predicted.getOrDefault(one, 0L);
                  csv.row(PredictedFractions.words(bin), truth, one, count);
                  json.addProperty(one.name(), count);
                }
                numbers.add(json);
              });
        });
    return Section.of(
        ID,
        TITLE,
        numbers,
        Section.drawings(
            drawings,
            "For each spectroscopic class: the fractions of its predicted classes by W1, on the"
                + " test split. The number above a bar is the number of its sources. The first and"
                + " the last bin have all brighter and all fainter sources.",
            csv,
            "confusion-by-magnitude"));
  }

  private static Map<SourceClass, Map<Integer, Map<SourceClass, Long>>> counts(
      TestSplitResult test) {
    Map<SourceClass, Map<Integer, Map<SourceClass, Long>>> counts =
        new EnumMap<>(SourceClass.class);
    List<Row> rows =
        test.rows()
            .where(col(PredictedFractions.BIN).notEqual(PredictedFractions.UNKNOWN_W1))
            .groupBy(col(MatchTable.LABEL), col(PredictionTable.CLASS), col(PredictedFractions.BIN))
            .count()
            .collectAsList();
    for (Row row : rows) {
      SourceClass truth = SourceClass.inTable(row.getString(0), "the column label of the matches");
      counts
          .computeIfAbsent(truth, key -> new TreeMap<>())
          .computeIfAbsent(row.getInt(2), key -> new EnumMap<>(SourceClass.class))
          .put(
              SourceClass.inTable(row.getString(1), "the column class of the predictions"),
              row.getLong(3));
    }
    return counts;
  }

  private static Html drawing(SourceClass truth, Map<Integer, Map<SourceClass, Long>> bins) {
    List<LineStyle> styles = Arrays.stream(SourceClass.values()).map(LineStyle::of).toList();
    SvgPlot plot =
        SvgPlot.of(
            360,
            300,
            Axis.around(
                "W1 [Vega mag] of spectroscopic " + truth, PredictedFractions.firstBin(), 18),
            Axis.ofFractions("fraction of predicted classes"),
            styles);
    List<String> right = new ArrayList<>();
    bins.forEach(
        (bin, predicted) -> {
          double low = 0;
          for (SourceClass one : SourceClass.values()) {
            double share = PredictedFractions.share(predicted, one);
            plot.bar(
                LineStyle.of(one).colour(),
                bin + 0.06,
                bin + 0.94,
                low,
                low + share,
                hover(truth, bin, predicted, one));
            low += share;
          }
          plot.note(bin + 0.5, 1, Numbers.count(PredictedFractions.sum(predicted)));
          right.add(
              "W1 "
                  + PredictedFractions.words(bin)
                  + " "
                  + Numbers.percent(PredictedFractions.share(predicted, truth))
                  + " %");
        });
    return plot.toHtml(
        "Predicted classes of spectroscopic "
            + truth
            + " by W1; correct: "
            + String.join(", ", right));
  }

  private static String hover(
      SourceClass truth, int bin, Map<SourceClass, Long> predicted, SourceClass one) {
    return String.format(
        Locale.ROOT,
        "%s, W1 %s: %,d of %,d predicted %s",
        truth,
        PredictedFractions.words(bin),
        predicted.getOrDefault(one, 0L),
        PredictedFractions.sum(predicted),
        one);
  }
}
