package allsky.spark.job;

import allsky.spark.table.PredictionTable;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a table of predictions holds.
 *
 * @param classes of the sources that have one
 */
record PredictionCounts(StatusCounts statuses, StatusCounts classes, long outliers) {

  /** Counts with one scan. */
  static PredictionCounts of(Dataset<Row> predictions) {
    List<Row> grouped =
        predictions
            .groupBy(PredictionTable.STATUS, PredictionTable.CLASS, PredictionTable.OUTLIER)
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
        outliers);
  }

  /** The result for people. */
  List<String> lines() {
    return List.of(
        statuses.line("sources"),
        String.format(Locale.ROOT, "%s; %,d outliers", classes.line("classified"), outliers));
  }
}
