package allsky.spark.report.run;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import allsky.spark.columns.Columns;
import allsky.spark.table.MatchTable;
import allsky.spark.table.cutout.CutoutTable;
import allsky.spark.table.prediction.PredictionTable;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The row counts of a run's tables. A map is empty if its table is missing.
 *
 * @param sources rows of the catalog
 * @param matches by label, then by split
 * @param cutouts by status
 * @param predictions by status
 * @param classes classified sources by class
 * @param outliers outliers by reason
 */
public record RunCounts(
    OptionalLong sources,
    Map<String, Map<String, Long>> matches,
    Map<String, Long> cutouts,
    Map<String, Long> predictions,
    Map<String, Long> classes,
    Map<String, Long> outliers) {

  private static final String NONE = "none";

  /** Counts the rows of a run's tables, each in one pass. */
  public static RunCounts of(RunFolder run) {
    Map<String, Map<String, Long>> matches = new TreeMap<>();
    run.matches()
        .ifPresent(
            table ->
                counted(table, text(MatchTable.LABEL), text(MatchTable.SPLIT))
                    .forEach(row -> add(matches, row)));
    Map<String, Long> cutouts = new TreeMap<>();
    run.cutouts()
        .ifPresent(table -> cutouts.putAll(Columns.counts(table, text(CutoutTable.STATUS))));
    OptionalLong sources =
        run.sources().map(table -> OptionalLong.of(table.count())).orElse(OptionalLong.empty());
    RunCounts counts =
        new RunCounts(sources, matches, cutouts, new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    run.predictions().ifPresent(counts::addPredictions);
    return counts;
  }

  /** The number of all matches. */
  public long matchCount() {
    return matches.values().stream().mapToLong(RunCounts::sum).sum();
  }

  /** The number of sources with a class. */
  public long classified() {
    return sum(classes);
  }

  /** The number of sources that are flagged as outliers. */
  public long outlierCount() {
    return sum(outliers);
  }

  /** The counts for {@code report.json}. */
  public JsonElement toJson() {
    Map<String, Object> all = new TreeMap<>();
    sources.ifPresent(count -> all.put("sources", count));
    all.put("matches", matches);
    all.put("cutouts_by_status", cutouts);
    all.put("predictions_by_status", predictions);
    all.put("classified_by_class", classes);
    all.put("outliers_by_reason", outliers);
    return new Gson().toJsonTree(all);
  }

  public static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private void addPredictions(Dataset<Row> table) {
    Column outlier = coalesce(col(PredictionTable.OUTLIER), lit(false)).as("outlier");
    Iterable<Row> rows =
        counted(
            table,
            text(PredictionTable.STATUS),
            text(PredictionTable.CLASS),
            text(PredictionTable.OUTLIER_REASON),
            outlier);
    for (Row row : rows) {
      add(predictions, row, 0);
      addIf(reason -> !reason.equals(NONE), classes, row, 1);
      addIf(reason -> row.getBoolean(3), outliers, row, 2);
    }
  }

  private static Column text(String column) {
    return coalesce(col(column).cast("string"), lit(NONE)).as(column);
  }

  private static Iterable<Row> counted(Dataset<Row> table, Column... by) {
    return table.groupBy(by).count().collectAsList();
  }

  private static void add(Map<String, Map<String, Long>> counts, Row row) {
    add(counts.computeIfAbsent(row.getString(0), label -> new TreeMap<>()), row, 1);
  }

  private static void add(Map<String, Long> counts, Row row, int column) {
    counts.merge(row.getString(column), row.getLong(row.length() - 1), Long::sum);
  }

  private static void addIf(
      Predicate<String> condition, Map<String, Long> counts, Row row, int column) {
    if (condition.test(row.getString(column))) {
      add(counts, row, column);
    }
  }
}
