package allsky.spark.report.section;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;

import allsky.spark.plot.ConfidencePlot;
import allsky.spark.plot.canvas.Picture;
import allsky.spark.report.run.RunCounts;
import allsky.spark.report.run.RunFolder;
import allsky.spark.table.prediction.PredictionTable;
import allsky.survey.SourceClass;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The section with the confidence histogram and the number of outliers. */
public final class ConfidenceSection {

  private static final String ID = "confidence";
  private static final String TITLE = "Confidence histogram";

  /** The largest of three probabilities is never below 1/3. */
  private static final double LOWEST = 0.3;

  private static final int BINS = 28;

  private ConfidenceSection() {}

  public static Section of(RunFolder run, RunCounts counts) {
    Optional<Dataset<Row>> predictions = run.predictions();
    return predictions
        .map(table -> present(histogram(table), counts))
        .orElseGet(
            () -> Section.absent(ID, TITLE, "No predictions yet. Run bin/allsky classify-allsky."));
  }

  private static Section present(Map<SourceClass, long[]> histogram, RunCounts counts) {
    Picture picture = ConfidencePlot.draw(histogram, LOWEST);
    String caption =
        Numbers.count(counts.outlierCount())
            + " of "
            + Numbers.count(counts.classified())
            + " classified sources are outliers ("
            + Numbers.percent((double) counts.outlierCount() / counts.classified())
            + " %). The tables above count them by reason.";
    JsonObject numbers = new JsonObject();
    numbers.addProperty("lowest_edge", LOWEST);
    numbers.addProperty("bins_to_1", BINS);
    numbers.add("counts_by_class", new Gson().toJsonTree(histogram));
    return Section.of(ID, TITLE, numbers, Section.figure(picture, "Confidence histogram", caption));
  }

  private static Map<SourceClass, long[]> histogram(Dataset<Row> predictions) {
    Column width = lit((1 - LOWEST) / BINS);
    Column bin = floor(col(PredictionTable.CONFIDENCE).cast("double").minus(LOWEST).divide(width));
    List<Row> rows =
        predictions
            .where(
                col(PredictionTable.CLASS)
                    .isNotNull()
                    .and(col(PredictionTable.CONFIDENCE).isNotNull()))
            .groupBy(
                col(PredictionTable.CLASS),
                least(lit(BINS - 1), greatest(lit(0), bin)).cast("int").as("bin"))
            .count()
            .collectAsList();
    Map<SourceClass, long[]> histogram = new EnumMap<>(SourceClass.class);
    for (Row row : rows) {
      SourceClass sourceClass =
          SourceClass.inTable(row.getString(0), "the column class of the predictions");
      histogram.computeIfAbsent(sourceClass, key -> new long[BINS])[row.getInt(1)] +=
          row.getLong(2);
    }
    return histogram;
  }
}
