package allsky.spark.report.section;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log10;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import allsky.calibration.OutlierRule;
import allsky.spark.plot.canvas.Palette;
import allsky.spark.report.html.Csv;
import allsky.spark.report.html.Html;
import allsky.spark.report.run.GallerySample;
import allsky.spark.report.run.GallerySample.Card;
import allsky.spark.report.run.RunFolder;
import allsky.spark.report.svg.Axis;
import allsky.spark.report.svg.LineStyle;
import allsky.spark.report.svg.SvgPlot;
import allsky.spark.table.prediction.PredictionTable;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The section with the distances from the training set, and cutouts of the outliers. */
public final class OutlierSection {

  private static final String ID = "outliers";
  private static final String TITLE = "Outliers";
  private static final int IN_A_ROW = 8;

  /** Bins of the decimal logarithm of the distance: from 0.1 to 10,000. */
  private static final int LOWEST = -1;

  private static final int PER_DECADE = 20;
  private static final int BINS = 100;

  private static final LineStyle FAR =
      new LineStyle("outliers by distance", "#c2410c", false, false);
  private static final LineStyle NEAR = LineStyle.of("other sources", Palette.ACCENT);

  private OutlierSection() {}

  public static Section of(RunFolder run) {
    return run.predictions()
        .map(OutlierSection::measured)
        .filter(table -> !table.isEmpty())
        .map(table -> present(run, table))
        .orElseGet(
            () ->
                Section.absent(
                    ID,
                    TITLE,
                    "Needs predictions (bin/allsky classify-allsky) of a model with distances from"
                        + " its training set."));
  }

  private static Dataset<Row> measured(Dataset<Row> predictions) {
    Column distance = col(PredictionTable.TRAINING_DISTANCE).cast("double");
    Column isFar =
        coalesce(
            col(PredictionTable.OUTLIER_REASON).notEqual(OutlierRule.Reason.LOW_CONFIDENCE.name()),
            lit(false));
    // For Spark NaN is larger than every number.
    return predictions
        .where(distance.gt(0).and(distance.lt(Double.MAX_VALUE)))
        .select(distance.as("distance"), isFar.as("far"));
  }

  private static Section present(RunFolder run, Dataset<Row> table) {
    long[][] counts = counts(table);
    Row ends =
        table
            .agg(
                max(when(col("far"), lit(null)).otherwise(col("distance"))),
                min(when(col("far"), col("distance"))))
            .first();
    Optional<Double> limit =
        ends.isNullAt(0) || ends.isNullAt(1)
            ? Optional.empty()
            : Optional.of((ends.getDouble(0) + ends.getDouble(1)) / 2);
    long far = LongStream.of(counts[1]).sum();
    long all = far + LongStream.of(counts[0]).sum();
    JsonObject numbers = new JsonObject();
    numbers.addProperty("far", far);
    numbers.addProperty("measured", all);
    numbers.addProperty("limit", limit.orElse(null));
    numbers.addProperty("lowest_log10", LOWEST);
    numbers.addProperty("bins_per_decade", PER_DECADE);
    numbers.add("near_counts", new Gson().toJsonTree(counts[0]));
    numbers.add("far_counts", new Gson().toJsonTree(counts[1]));
    List<Html> content = new ArrayList<>();
    content.add(figure(counts, limit, far, all));
    GallerySample.of(run).ifPresent(sample -> content.addAll(gallery(sample)));
    return new Section(ID, TITLE, content, numbers);
  }

  private static long[][] counts(Dataset<Row> table) {
    Column place = floor(log10(col("distance")).minus(LOWEST).multiply(PER_DECADE));
    List<Row> rows =
        table
            .groupBy(
                col("far"), least(lit(BINS - 1), greatest(lit(0), place)).cast("int").as("place"))
            .count()
            .collectAsList();
    long[][] counts = new long[2][BINS];
    rows.forEach(row -> counts[row.getBoolean(0) ? 1 : 0][row.getInt(1)] += row.getLong(2));
    return counts;
  }

  private static Html figure(long[][] counts, Optional<Double> limit, long far, long all) {
    double[] edges = Steps.edges(BINS, i -> Math.pow(10, LOWEST + (double) i / PER_DECADE));
    int first = 0;
    int last = BINS - 1;
    while (first < last && counts[0][first] + counts[1][first] == 0) {
      first++;
    }
    while (last > first && counts[0][last] + counts[1][last] == 0) {
      last--;
    }
    long most =
        Math.max(
            LongStream.of(counts[0]).max().orElse(1), LongStream.of(counts[1]).max().orElse(1));
    SvgPlot plot =
        SvgPlot.of(
            640,
            340,
            Axis.ofDecades("training_distance", edges[first], edges[last + 1]),
            Axis.ofCounts("sources", most),
            List.of(NEAR, FAR));
    Steps.addCounts(plot, NEAR, edges, counts[0]);
    Steps.addCounts(plot, FAR, edges, counts[1]);
    limit.ifPresent(at -> plot.limit(at, String.format(Locale.ROOT, "limit %.4g", at)));
    String words =
        Numbers.count(far)
            + " of "
            + Numbers.count(all)
            + " sources ("
            + Numbers.percent((double) far / all)
            + " %) are far from the training set";
    Csv csv = Csv.withHead("distance_low", "distance_high", "near", "far");
    for (int i = first; i <= last; i++) {
      csv.row(edges[i], edges[i + 1], counts[0][i], counts[1][i]);
    }
    return Section.drawings(
        List.of(plot.toHtml("Histogram of the distance from the training set: " + words)),
        words
            + ". The limit is between the largest distance of the other sources and the smallest of"
            + " these outliers. Outliers by a low confidence are among the other sources.",
        csv,
        "training-distance");
  }

  /** The farthest cutouts of each reason; only labelled sources have cutouts. */
  private static List<Html> gallery(GallerySample sample) {
    List<Html> content = new ArrayList<>();
    for (OutlierRule.Reason reason : OutlierRule.Reason.values()) {
      if (reason != OutlierRule.Reason.LOW_CONFIDENCE) {
        List<Card> cards = sample.farthest(reason.name(), IN_A_ROW);
        if (!cards.isEmpty()) {
          content.add(Html.element("h3", "Farthest labelled sources: " + reason));
          content.add(
              Html.element(
                      "div",
                      cards.stream()
                          .map(
                              card ->
                                  CutoutCard.of(
                                      card,
                                      String.format(
                                          Locale.ROOT, "distance %.1f", card.trainingDistance())))
                          .toList())
                  .styled("gallery"));
        }
      }
    }
    return content;
  }
}
