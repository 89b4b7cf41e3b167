package allsky.spark.report.section;

import static org.apache.spark.sql.functions.col;

import allsky.spark.columns.Columns;
import allsky.spark.columns.MagnitudeColumns;
import allsky.spark.report.html.Csv;
import allsky.spark.report.html.Html;
import allsky.spark.report.run.ColourSample;
import allsky.spark.report.run.RunFolder;
import allsky.spark.report.svg.Axis;
import allsky.spark.report.svg.LineStyle;
import allsky.spark.report.svg.SvgPlot;
import allsky.spark.table.MatchTable;
import allsky.spark.table.prediction.PredictionTable;
import allsky.survey.SourceClass;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The section with the colour-colour diagrams of the labelled and of the classified sources, with
 * contours and the lines of the colour cut.
 */
public final class ColourSection {

  private static final String ID = "colours";
  private static final String TITLE = "Colour-colour diagram";

  /** AllWISE gives an upper limit, not a magnitude, below this signal-to-noise ratio. */
  private static final double DETECTION = 2;

  private static final String[] COLUMNS = {"w1mpro", "w2mpro", "w3mpro", "w3snr"};

  private static final String LABELLED = "spectroscopic class";
  private static final String PREDICTED = "predicted class";

  private static final String CAPTION =
      "Left by spectroscopic class, right by predicted class: sources that are detected in W3"
          + " (w3snr >= 2). The thick and the thin contour of a class enclose 50 % and 90 % of its"
          + " sources, smoothed with a Gaussian of 0.1 mag. At most "
          + ColourSample.DOTS
          + " dots of each class. Dashed lines are the colour cuts of the baseline. The CSV file"
          + " has the counts in bins of 0.1 mag, by their lower edges.";

  private ColourSection() {}

  public static Section of(RunFolder run, List<ColourCutLine> cuts) {
    Optional<ColourSample> predicted =
        run.predictionsWith(COLUMNS)
            .map(table -> ColourSample.of(detected(table, PredictionTable.CLASS)));
    Optional<ColourSample> labelled =
        run.matches()
            .filter(ColourSection::hasColours)
            .map(table -> ColourSample.of(detected(table, MatchTable.LABEL)));
    if (predicted.isEmpty()) {
      return Section.absent(
          ID,
          TITLE,
          "Needs predictions (bin/allsky classify-allsky) and a catalog with the columns"
              + " w1mpro, w2mpro, w3mpro and w3snr.");
    }
    Csv csv = Csv.withHead("class_is", "class", "w2_w3_low", "w1_w2_low", "sources");
    List<Html> drawings = new ArrayList<>();
    labelled.ifPresent(sample -> drawings.add(drawing(sample, cuts, LABELLED, csv)));
    drawings.add(drawing(predicted.get(), cuts, PREDICTED, csv));
    JsonObject numbers = new JsonObject();
    JsonObject shown = new JsonObject();
    for (SourceClass one : SourceClass.values()) {
      shown.addProperty(one.name(), predicted.get().dots(one).size());
    }
    numbers.add("points_shown", shown);
    return Section.of(ID, TITLE, numbers, Section.drawings(drawings, CAPTION, csv, ID));
  }

  private static boolean hasColours(Dataset<Row> matches) {
    Set<String> names = Columns.namesOf(matches);
    return names.contains(MatchTable.LABEL) && names.containsAll(List.of(COLUMNS));
  }

  private static Dataset<Row> detected(Dataset<Row> table, String ofClass) {
    Column w1w2 = MagnitudeColumns.colour("w1mpro", "w2mpro");
    Column w2w3 = MagnitudeColumns.colour("w2mpro", "w3mpro");
    return table
        .where(col("w3snr").geq(DETECTION))
        .select(
            col(ofClass).as(ColourSample.CLASS),
            w2w3.as(ColourSample.ACROSS),
            w1w2.as(ColourSample.UPWARDS))
        .na()
        .drop();
  }

  private static Html drawing(ColourSample sample, List<ColourCutLine> cuts, String kind, Csv csv) {
    List<LineStyle> styles = new ArrayList<>();
    for (SourceClass one : SourceClass.values()) {
      styles.add(LineStyle.of(one));
    }
    SvgPlot plot =
        SvgPlot.of(
            500,
            420,
            Axis.around("W2 − W3 [Vega mag], " + kind, ColourSample.LEFT, ColourSample.RIGHT),
            Axis.around("W1 − W2 [Vega mag]", ColourSample.LOW, ColourSample.HIGH),
            styles);
    for (LineStyle style : styles) {
      SourceClass one = SourceClass.valueOf(style.name());
      plot.dots(style, 3, sample.dots(one));
    }
    for (LineStyle style : styles) {
      SourceClass one = SourceClass.valueOf(style.name());
      sample
          .grid(one)
          .ifPresent(
              grid -> {
                plot.pieces(style, 2.6, grid.contour(0.5).toList());
                plot.pieces(style, 1.2, grid.contour(0.9).toList());
              });
      sample.addTo(csv, kind, one);
    }
    for (ColourCutLine cut : cuts) {
      double[] line = {cut.fromW2W3(), cut.fromW1W2(), cut.toW2W3(), cut.toW1W2()};
      plot.pieces(new LineStyle(cut.name(), "currentColor", true, false), 1.2, List.of(line));
    }
    return plot.toHtml(
        "Colour-colour diagram W1 − W2 against W2 − W3 by "
            + kind
            + ": "
            + styles.stream()
                .map(LineStyle::name)
                .map(name -> name + " " + sample.middle(SourceClass.valueOf(name)))
                .collect(Collectors.joining(", ")));
  }
}
