package allsky.spark.report.section;

import static org.apache.spark.sql.functions.col;

import allsky.spark.columns.Columns;
import allsky.spark.plot.ColourPlot;
import allsky.spark.plot.canvas.Points;
import allsky.spark.report.html.Html;
import allsky.spark.report.run.RunFolder;
import allsky.spark.table.MatchTable;
import allsky.spark.table.prediction.PredictionTable;
import allsky.survey.SourceClass;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The section with the colour-colour diagram of classified sources and the lines of the colour cut.
 */
public final class ColourSection {

  private static final String ID = "colours";
  private static final String TITLE = "Colour-colour diagram";

  /** The largest number of points for each class; more would only overlap. */
  private static final int POINTS = 1500;

  private static final long SEED = 20_230_517;

  /** AllWISE gives an upper limit, not a magnitude, below this signal-to-noise ratio. */
  private static final double DETECTION = 2;

  private static final String[] COLUMNS = {"w1mpro", "w2mpro", "w3mpro", "w3snr"};

  private static final String CLASS = "class";
  private static final String LABELLED = "spectroscopic class";
  private static final String PREDICTED = "predicted class";

  private ColourSection() {}

  public static Section of(RunFolder run, Map<String, Long> classes, List<ColourPlot.Cut> cuts) {
    Optional<Dataset<Row>> predicted =
        run.predictionsWith(COLUMNS).map(table -> detected(table, PredictionTable.CLASS));
    Optional<Dataset<Row>> labelled =
        run.matches()
            .filter(ColourSection::hasColours)
            .map(table -> detected(table, MatchTable.LABEL));
    JsonObject shown = new JsonObject();
    List<Html> figures = new ArrayList<>();
    labelled.ifPresent(
        rows -> figures.add(figure(samples(rows, counts(rows), new JsonObject()), cuts, LABELLED)));
    predicted.ifPresent(
        rows -> figures.add(figure(samples(rows, classes, shown), cuts, PREDICTED)));
    if (predicted.isEmpty()) {
      return Section.absent(
          ID,
          TITLE,
          "Needs predictions (bin/allsky classify-allsky) and a catalog with the columns"
              + " w1mpro, w2mpro, w3mpro and w3snr.");
    }
    JsonObject numbers = new JsonObject();
    numbers.add("points_shown", shown);
    return Section.of(ID, TITLE, numbers, Section.beside(figures.toArray(new Html[0])));
  }

  private static boolean hasColours(Dataset<Row> matches) {
    Set<String> names = Columns.namesOf(matches);
    return names.contains(MatchTable.LABEL) && names.containsAll(List.of(COLUMNS));
  }

  private static Map<String, Long> counts(Dataset<Row> rows) {
    return Columns.counts(rows, col(CLASS));
  }

  /**
   * The points of each class.
   *
   * @param shown receives the number of points
   */
  private static List<ColourPlot.Sample> samples(
      Dataset<Row> detected, Map<String, Long> classes, JsonObject shown) {
    List<ColourPlot.Sample> samples = new ArrayList<>();
    for (SourceClass sourceClass : SourceClass.values()) {
      Points points = sample(detected, sourceClass, classes.getOrDefault(sourceClass.name(), 0L));
      if (points.size() > 0) {
        samples.add(new ColourPlot.Sample(sourceClass, points));
      }
      shown.addProperty(sourceClass.name(), points.size());
    }
    return samples;
  }

  private static Html figure(
      List<ColourPlot.Sample> samples, List<ColourPlot.Cut> cuts, String kind) {
    return Section.figure(
        ColourPlot.draw(samples, cuts),
        "Colour-colour diagram W2-W3, W1-W2 by " + kind,
        "By "
            + kind
            + ". At most "
            + Numbers.count(POINTS)
            + " sources of each class that are detected in W3 (w3snr >= 2). Magnitudes are Vega."
            + " Dashed lines are the colour cuts of the baseline.");
  }

  private static Dataset<Row> detected(Dataset<Row> table, String ofClass) {
    Column w1w2 = col("w1mpro").minus(col("w2mpro")).cast("double");
    Column w2w3 = col("w2mpro").minus(col("w3mpro")).cast("double");
    return table
        .where(col("w3snr").geq(DETECTION))
        .select(col(ofClass).as(CLASS), w2w3.as("w2w3"), w1w2.as("w1w2"))
        .na()
        .drop();
  }

  private static Points sample(Dataset<Row> detected, SourceClass sourceClass, long count) {
    double fraction = Math.min(1, 1.5 * POINTS / Math.max(1, count));
    Dataset<Row> chosen = detected.where(col(CLASS).equalTo(sourceClass.name()));
    List<Row> rows =
        (fraction < 1 ? chosen.sample(fraction, SEED) : chosen).limit(POINTS).collectAsList();
    return Points.of(
        rows.stream().mapToDouble(row -> row.getDouble(1)).toArray(),
        rows.stream().mapToDouble(row -> row.getDouble(2)).toArray());
  }
}
