package allsky.spark.classify;

import static org.apache.spark.sql.functions.col;

import allsky.spark.output.RunLayout;
import allsky.spark.output.StatusCounts;
import allsky.spark.table.prediction.PredictedFractions;
import allsky.spark.table.prediction.PredictionTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How many sources of a table of predictions have each status and each class.
 *
 * @param classes of the sources that have one
 * @param fractions the classes by W1
 * @param flags of the sources that have a class
 */
public record PredictionCounts(
    StatusCounts statuses,
    StatusCounts classes,
    PredictedFractions fractions,
    FlagCounts flags,
    long outliers) {

  /** Counts with one scan. */
  static PredictionCounts of(Dataset<Row> predictions) {
    List<Row> grouped =
        predictions
            .groupBy(
                col(PredictionTable.STATUS),
                col(PredictionTable.CLASS),
                col(PredictionTable.OUTLIER),
                col(PredictionTable.FLAGS),
                PredictedFractions.bin(predictions))
            .count()
            .collectAsList();
    long outliers =
        grouped.stream()
            .filter(row -> Boolean.TRUE.equals(row.getAs(PredictionTable.OUTLIER)))
            .mapToLong(StatusCounts::count)
            .sum();
    return new PredictionCounts(
        StatusCounts.by(PredictionTable.STATUS, grouped),
        StatusCounts.by(PredictionTable.CLASS, grouped),
        PredictedFractions.of(grouped),
        FlagCounts.of(grouped),
        outliers);
  }

  /** The counts for users. */
  public List<String> lines() {
    return List.of(
        statuses.line("sources"),
        String.format(Locale.ROOT, "%s; %,d outliers", classes.line("classified"), outliers));
  }

  /** The text of {@link allsky.spark.output.OutputFolder#SUMMARY}. */
  String toJson(ChunkRecord done, ClassFractionsNotice notice, ImageOrigin images) {
    Map<String, Object> more = new LinkedHashMap<>();
    more.put("devices", done.devices());
    more.put("class_mix", notice.toJson(fractions));
    more.put("flags", flags.toJson(notice.trainedW1()));
    more.put(RunLayout.SIMULATED, images.simulated());
    images.remark().ifPresent(remark -> more.put(RunLayout.MODEL_REMARK, remark));
    return statuses.toJson(done.problems(), more);
  }
}
