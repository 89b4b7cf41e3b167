package allsky.spark.cli;

import static org.apache.spark.sql.functions.col;

import allsky.spark.classify.ChunkRecord;
import allsky.spark.cli.options.ClassFractionsNotice;
import allsky.spark.table.prediction.PredictedFractions;
import allsky.spark.table.prediction.PredictionTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a table of predictions holds.
 *
 * @param classes of the sources that have one
 * @param mix the same by W1
 */
record PredictionCounts(
    StatusCounts statuses, StatusCounts classes, PredictedFractions mix, long outliers) {

  /** Counts with one scan. */
  static PredictionCounts of(Dataset<Row> predictions) {
    List<Row> grouped =
        predictions
            .groupBy(
                col(PredictionTable.STATUS),
                col(PredictionTable.CLASS),
                col(PredictionTable.OUTLIER),
                PredictedFractions.bin(predictions))
            .count()
            .collectAsList();
    long outliers =
        grouped.stream()
            .filter(row -> Boolean.TRUE.equals(row.getAs(PredictionTable.OUTLIER)))
            .mapToLong(row -> row.<Long>getAs(StatusCounts.COUNT))
            .sum();
    return new PredictionCounts(
        StatusCounts.by(PredictionTable.STATUS, grouped),
        StatusCounts.by(PredictionTable.CLASS, grouped),
        PredictedFractions.of(grouped),
        outliers);
  }

  /** The result for people. */
  List<String> lines() {
    return List.of(
        statuses.line("sources"),
        String.format(Locale.ROOT, "%s; %,d outliers", classes.line("classified"), outliers));
  }

  /** The text of {@code _summary.json}. */
  String toJson(ChunkRecord done, ClassFractionsNotice notice) {
    Map<String, Object> more = new LinkedHashMap<>();
    more.put("devices", done.devices());
    more.put("class_mix", notice.toJson(mix));
    return statuses.toJson(done.problems(), more);
  }
}
