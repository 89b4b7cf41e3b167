package allsky.spark.report.section;

import static org.apache.spark.sql.functions.col;

import allsky.spark.plot.ColourPlot;
import allsky.spark.plot.canvas.Picture;
import allsky.spark.plot.canvas.Points;
import allsky.spark.report.html.Html;
import allsky.spark.report.run.RunFolder;
import allsky.spark.table.prediction.PredictionTable;
import allsky.survey.SourceClass;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private ColourSection() {}

  public static Section of(RunFolder run, Map<String, Long> classes, List<ColourPlot.Cut> cuts) {
    Optional<Dataset<Row>> table =
        run.predictionsWith("w1mpro", "w2mpro", "w3mpro", "w3snr").map(ColourSection::detected);
    return table
        .map(rows -> present(rows, classes, cuts))
        .orElseGet(
            () ->
                Section.absent(
                    ID,
                    TITLE,
                    "Needs predictions (bin/allsky classify-allsky) and a catalog with the columns"
                        + " w1mpro, w2mpro, w3mpro and w3snr."));
  }

  private static Section present(
      Dataset<Row> detected, Map<String, Long> classes, List<ColourPlot.Cut> cuts) {
    List<ColourPlot.Sample> samples = new ArrayList<>();
    JsonObject shown = new JsonObject();
    for (SourceClass sourceClass : SourceClass.values()) {
      Points points = sample(detected, sourceClass, classes.getOrDefault(sourceClass.name(), 0L));
      if (points.size() > 0) {
        samples.add(new ColourPlot.Sample(sourceClass, points));
      }
      shown.addProperty(sourceClass.name(), points.size());
    }
    JsonObject numbers = new JsonObject();
    numbers.add("points_shown", shown);
    return Section.of(ID, TITLE, numbers, figure(samples, cuts));
  }

  private static Html figure(List<ColourPlot.Sample> samples, List<ColourPlot.Cut> cuts) {
    Picture picture = ColourPlot.draw(samples, cuts);
    return Section.figure(
        picture,
        "Colour-colour diagram W2-W3, W1-W2 by predicted class",
        "At most "
            + Numbers.count(POINTS)
            + " sources of each predicted class that are detected in W3 (w3snr >= 2). Magnitudes"
            + " are Vega. Dashed lines are the colour cuts of the baseline.");
  }

  private static Dataset<Row> detected(Dataset<Row> table) {
    Column w1w2 = col("w1mpro").minus(col("w2mpro")).cast("double");
    Column w2w3 = col("w2mpro").minus(col("w3mpro")).cast("double");
    return table
        .where(col("w3snr").geq(DETECTION))
        .select(col(PredictionTable.CLASS), w2w3.as("w2w3"), w1w2.as("w1w2"))
        .na()
        .drop();
  }

  private static Points sample(Dataset<Row> detected, SourceClass sourceClass, long count) {
    double fraction = Math.min(1, 1.5 * POINTS / Math.max(1, count));
    Dataset<Row> chosen = detected.where(col(PredictionTable.CLASS).equalTo(sourceClass.name()));
    List<Row> rows =
        (fraction < 1 ? chosen.sample(fraction, SEED) : chosen).limit(POINTS).collectAsList();
    return Points.of(
        rows.stream().mapToDouble(row -> row.getDouble(1)).toArray(),
        rows.stream().mapToDouble(row -> row.getDouble(2)).toArray());
  }
}
