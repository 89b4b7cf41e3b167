package allsky.spark.report.section;

import allsky.spark.report.html.Csv;
import allsky.spark.report.html.Html;
import allsky.spark.report.html.HtmlTable;
import allsky.spark.report.run.RunPair;
import allsky.spark.report.svg.Axis;
import allsky.spark.report.svg.LineStyle;
import allsky.spark.report.svg.SvgPlot;
import allsky.spark.table.prediction.PredictedFractions;
import allsky.survey.SourceClass;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The section with the predicted class fractions of two runs. */
public final class ComparedFractionsSection {

  private static final String ID = "class_fractions";
  private static final String TITLE = "Class fractions";

  private ComparedFractionsSection() {}

  public static Section of(RunPair runs) {
    PredictedFractions a = PredictedFractions.of(runs.predictions().get(0));
    PredictedFractions b = PredictedFractions.of(runs.predictions().get(1));
    HtmlTable table =
        HtmlTable.withHead("class", "sources in A", "in B", "% of A", "% of B", "B less A");
    JsonObject numbers = new JsonObject();
    Map<SourceClass, Long> inA = a.total();
    Map<SourceClass, Long> inB = b.total();
    for (SourceClass one : SourceClass.values()) {
      double shareA = PredictedFractions.share(inA, one);
      double shareB = PredictedFractions.share(inB, one);
      table.row(
          one.name(),
          Numbers.count(inA.getOrDefault(one, 0L)),
          Numbers.count(inB.getOrDefault(one, 0L)),
          Numbers.percent(shareA),
          Numbers.percent(shareB),
          String.format(Locale.ROOT, "%+.1f", 100 * (shareB - shareA)));
      JsonObject json = new JsonObject();
      json.addProperty("a", inA.getOrDefault(one, 0L));
      json.addProperty("b", inB.getOrDefault(one, 0L));
      numbers.add(one.name(), json);
    }
    return Section.of(ID, TITLE, numbers, table.toHtml(), figure(a, b));
  }

  private static Html figure(PredictedFractions a, PredictedFractions b) {
    List<LineStyle> styles = new ArrayList<>();
    for (SourceClass one : SourceClass.values()) {
      styles.add(LineStyle.of(one).named(one + " in A").withMarkers());
      styles.add(LineStyle.of(one).named(one + " in B").withMarkers().asDashed());
    }
    SvgPlot plot =
        SvgPlot.of(
            640,
            380,
            Axis.around("W1 [Vega mag]", PredictedFractions.firstBin(), 18),
            Axis.ofFractions("fraction of the sources"),
            styles);
    Csv csv = Csv.withHead("run", "w1", "class", "sources", "fraction");
    for (SourceClass one : SourceClass.values()) {
      add(plot, styles.get(2 * one.ordinal()), "A", one, a, csv);
      add(plot, styles.get(2 * one.ordinal() + 1), "B", one, b, csv);
    }
    return Section.drawings(
        List.of(
            plot.toHtml(
                "Predicted class fractions by W1, solid for run A and dashed for run B, a line for"
                    + " each class")),
        "Fractions of the predicted classes by W1. The first and the last bin have all brighter"
            + " and all fainter sources.",
        csv,
        ID);
  }

  private static void add(
      SvgPlot plot,
      LineStyle style,
      String run,
      SourceClass one,
      PredictedFractions fractions,
      Csv csv) {
    List<SvgPlot.Mark> marks = new ArrayList<>();
    fractions
        .counts()
        .forEach(
            (bin, counts) -> {
              double share = PredictedFractions.share(counts, one);
              String words = PredictedFractions.words(bin);
              csv.row(run, words, one, counts.getOrDefault(one, 0L), share);
              if (bin != PredictedFractions.UNKNOWN_W1) {
                String hover =
                    String.format(Locale.ROOT, "%s, W1 %s: %.3f", style.name(), words, share);
                marks.add(new SvgPlot.Mark(bin + 0.5, share, hover));
              }
            });
    plot.line(style, marks);
  }
}
