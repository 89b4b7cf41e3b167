package allsky.spark.report.section;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;

import allsky.spark.report.html.Csv;
import allsky.spark.report.html.Html;
import allsky.spark.report.run.RunCounts;
import allsky.spark.report.run.RunFolder;
import allsky.spark.report.svg.Axis;
import allsky.spark.report.svg.LineStyle;
import allsky.spark.report.svg.SvgPlot;
import allsky.spark.table.prediction.PredictionTable;
import allsky.survey.SourceClass;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
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
    return Section.of(
        ID,
        TITLE,
        numbers,
        Section.drawings(List.of(drawing(histogram)), caption, csv(histogram), ID));
  }

  private static Html drawing(Map<SourceClass, long[]> histogram) {
    long most = histogram.values().stream().flatMapToLong(LongStream::of).max().orElse(1);
    List<LineStyle> styles = histogram.keySet().stream().map(LineStyle::of).toList();
    SvgPlot plot =
        SvgPlot.of(
            640,
            360,
            Axis.around("confidence (largest probability)", LOWEST, 1),
            Axis.ofCounts("sources", most),
            styles);
    double[] edges = Steps.edges(BINS, i -> LOWEST + i * (1 - LOWEST) / BINS);
    histogram.forEach((one, counts) -> Steps.addCounts(plot, LineStyle.of(one), edges, counts));
    return plot.toHtml(seen(histogram));
  }

  private static String seen(Map<SourceClass, long[]> histogram) {
    long all = histogram.values().stream().flatMapToLong(LongStream::of).sum();
    long sure = histogram.values().stream().mapToLong(bins -> bins[BINS - 1]).sum();
    return "Histograms of the confidence of each predicted class from "
        + LOWEST
        + " to 1, with a logarithmic scale; "
        + Numbers.percent((double) sure / all)
        + " % of the sources are in the last bin";
  }

  private static Csv csv(Map<SourceClass, long[]> histogram) {
    Csv csv = Csv.withHead("class", "confidence_low", "confidence_high", "sources");
    double width = (1 - LOWEST) / BINS;
    histogram.forEach(
        (one, counts) -> {
          for (int i = 0; i < BINS; i++) {
            csv.row(one, LOWEST + i * width, LOWEST + (i + 1) * width, counts[i]);
          }
        });
    return csv;
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
