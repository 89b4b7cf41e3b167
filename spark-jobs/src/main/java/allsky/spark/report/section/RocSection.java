package allsky.spark.report.section;

import static org.apache.spark.sql.functions.col;

import allsky.metrics.RocCurve;
import allsky.spark.plot.canvas.Palette;
import allsky.spark.report.html.Csv;
import allsky.spark.report.html.Html;
import allsky.spark.report.run.TestSplitResult;
import allsky.spark.report.svg.Axis;
import allsky.spark.report.svg.LineStyle;
import allsky.spark.report.svg.SvgPlot;
import allsky.spark.table.MatchTable;
import allsky.spark.table.prediction.PredictionTable;
import allsky.survey.SourceClass;
import com.google.gson.JsonObject;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The section with the ROC curve of each class against the other two, on the test split. */
public final class RocSection {

  private static final String ID = "roc";
  private static final String TITLE = "ROC curves";

  /**
   * The largest number of rows, which the driver holds; more would not change the curve visibly.
   */
  private static final int ROWS = 200_000;

  private static final long SEED = 20_230_517;

  private RocSection() {}

  public static Section of(TestSplitResult test) {
    List<Row> rows = sample(test);
    Map<SourceClass, RocCurve> curves = new EnumMap<>(SourceClass.class);
    JsonObject areas = new JsonObject();
    for (SourceClass sourceClass : TestSplitResult.classesOf(test.rows())) {
      long ofClass = rows.stream().filter(row -> isOf(row, sourceClass)).count();
      if (ofClass > 0 && ofClass < rows.size()) {
        RocCurve curve = curve(rows, sourceClass);
        curves.put(sourceClass, curve);
        areas.addProperty(sourceClass.name(), curve.area());
      }
    }
    if (curves.isEmpty()) {
      return Section.absent(
          ID, TITLE, "The test split has only one class, so there is no ROC curve.");
    }
    JsonObject numbers = new JsonObject();
    numbers.add("area_under_curve", areas);
    numbers.addProperty("sources", rows.size());
    String caption =
        "Each class against the other two, ranked by its probability, for "
            + Numbers.count(rows.size())
            + " sources of the test split. AUC is the area under the curve.";
    return Section.of(
        ID, TITLE, numbers, Section.drawings(List.of(drawing(curves)), caption, csv(curves), ID));
  }

  private static Html drawing(Map<SourceClass, RocCurve> curves) {
    SvgPlot plot =
        SvgPlot.of(
            500,
            400,
            Axis.ofFractions("false positive rate"),
            Axis.ofFractions("true positive rate"),
            curves.entrySet().stream()
                .map(one -> LineStyle.of(one.getKey()).named(words(one)))
                .toList());
    plot.line(
        LineStyle.of("", Palette.MUTED).asDashed(),
        List.of(new SvgPlot.Mark(0, 0, ""), new SvgPlot.Mark(1, 1, "")));
    curves.forEach(
        (one, curve) ->
            plot.line(
                LineStyle.of(one),
                points(curve).stream()
                    .map(at -> new SvgPlot.Mark(at.falsePositiveRate(), at.truePositiveRate(), ""))
                    .toList()));
    return plot.toHtml(
        "ROC curves: the true positive rate of each class against its false positive rate. "
            + curves.entrySet().stream().map(RocSection::words).collect(Collectors.joining(", ")));
  }

  private static Csv csv(Map<SourceClass, RocCurve> curves) {
    Csv csv = Csv.withHead("class", "false_positive_rate", "true_positive_rate");
    curves.forEach(
        (one, curve) ->
            points(curve)
                .forEach(at -> csv.row(one, at.falsePositiveRate(), at.truePositiveRate())));
    return csv;
  }

  private static List<Row> sample(TestSplitResult test) {
    double fraction = Math.min(1, 1.2 * ROWS / test.confusion().total());
    Dataset<Row> rows = test.rows();
    Column[] columns =
        Stream.concat(
                Stream.of(col(MatchTable.LABEL)),
                TestSplitResult.classesOf(rows).stream()
                    .map(c -> TestSplitResult.probability(c).as(PredictionTable.probability(c))))
            .toArray(Column[]::new);
    return (fraction < 1 ? rows.sample(fraction, SEED) : rows)
        .select(columns)
        .na()
        .drop()
        .limit(ROWS)
        .collectAsList();
  }

  private static RocCurve curve(List<Row> rows, SourceClass sourceClass) {
    double[] scores = new double[rows.size()];
    boolean[] positive = new boolean[rows.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = rows.get(i).getAs(PredictionTable.probability(sourceClass));
      positive[i] = isOf(rows.get(i), sourceClass);
    }
    return RocCurve.of(scores, positive);
  }

  private static boolean isOf(Row row, SourceClass sourceClass) {
    return row.getString(0).equals(sourceClass.name());
  }

  private static String words(Map.Entry<SourceClass, RocCurve> curve) {
    return String.format(Locale.ROOT, "%s AUC %.4f", curve.getKey(), curve.getValue().area());
  }

  /** At most 1000 points of the curve, including the first and the last one. */
  private static List<RocCurve.Point> points(RocCurve curve) {
    List<RocCurve.Point> all = curve.points();
    int step = Math.max(1, all.size() / 1000);
    return IntStream.range(0, all.size())
        .filter(i -> i % step == 0 || i == all.size() - 1)
        .mapToObj(all::get)
        .toList();
  }
}
