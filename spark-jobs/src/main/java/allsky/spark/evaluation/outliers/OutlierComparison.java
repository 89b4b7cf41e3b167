package allsky.spark.evaluation.outliers;

import static org.apache.spark.sql.functions.col;

import allsky.metrics.OutlierDetection;
import allsky.metrics.interval.Estimate;
import allsky.network.model.TrainedModel;
import allsky.spark.table.prediction.PredictionTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How well each score finds each kind of unusual objects.
 *
 * @param byKind by kind, then by score
 * @param objects number of objects of each kind
 * @param ordinary number of ordinary cutouts
 */
public record OutlierComparison(
    Map<String, Map<String, OutlierDetection>> byKind, Map<String, Integer> objects, int ordinary) {

  /** The name of the table in the folder of an evaluation. */
  public static final String FILE = "outliers.csv";

  /**
   * Compares the scores.
   *
   * @param classified predictions with embeddings of {@link OutlierCutouts#of}; the driver holds
   *     the embeddings of the training cutouts
   */
  public static OutlierComparison of(Dataset<Row> classified, TrainedModel model) {
    List<Row> rows =
        classified
            .where(col(PredictionTable.EMBEDDING).isNotNull())
            .select(
                OutlierCutouts.GROUP,
                PredictionTable.CONFIDENCE,
                PredictionTable.TRAINING_DISTANCE,
                PredictionTable.EMBEDDING)
            .collectAsList();
    List<float[]> learned =
        rows.stream()
            .filter(row -> row.getString(0).equals(OutlierCutouts.LEARNED))
            .map(OutlierComparison::embedding)
            .toList();
    OutlierScores scores = new OutlierScores(model, learned);
    Map<String, List<Map<String, Double>>> byGroup = new TreeMap<>();
    for (Row row : rows) {
      if (!row.getString(0).equals(OutlierCutouts.LEARNED)) {
        double distance = row.isNullAt(2) ? Double.NaN : row.getFloat(2);
        byGroup
            .computeIfAbsent(row.getString(0), group -> new ArrayList<>())
            .add(scores.of(embedding(row), row.getFloat(1), distance));
      }
    }
    return of(byGroup);
  }

  private static OutlierComparison of(Map<String, List<Map<String, Double>>> byGroup) {
    List<Map<String, Double>> ordinary = byGroup.remove(OutlierCutouts.ORDINARY);
    Map<String, Map<String, OutlierDetection>> byKind = new LinkedHashMap<>();
    Map<String, Integer> objects = new LinkedHashMap<>();
    byGroup.forEach(
        (kind, sources) -> {
          Map<String, OutlierDetection> detections = new LinkedHashMap<>();
          for (String score : sources.get(0).keySet()) {
            detections.put(
                score, OutlierDetection.of(values(ordinary, score), values(sources, score)));
          }
          byKind.put(kind, detections);
          objects.put(kind, sources.size());
        });
    return new OutlierComparison(byKind, objects, ordinary.size());
  }

  private static double[] values(List<Map<String, Double>> sources, String score) {
    return sources.stream().mapToDouble(each -> each.get(score)).toArray();
  }

  private static float[] embedding(Row row) {
    List<Float> values = row.getList(3);
    float[] embedding = new float[values.size()];
    for (int i = 0; i < embedding.length; i++) {
      embedding[i] = values.get(i);
    }
    return embedding;
  }

  /** The table: a row for each kind and score. */
  public String csv() {
    StringBuilder csv =
        new StringBuilder(
            "kind,score,objects,ordinary,auc,auc_low,auc_high,recall,recall_low,recall_high\n");
    byKind.forEach(
        (kind, detections) ->
            detections.forEach(
                (score, each) -> {
                  Estimate recall = Estimate.of(each.recall());
                  csv.append(
                      String.format(
                          Locale.ROOT,
                          "%s,%s,%d,%d,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f%n",
                          kind,
                          score,
                          objects.get(kind),
                          ordinary,
                          each.areaUnderRoc().value(),
                          each.areaUnderRoc().low(),
                          each.areaUnderRoc().high(),
                          recall.value(),
                          recall.low(),
                          recall.high()));
                }));
    return csv.toString();
  }

  /** The result in a line for each kind. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    byKind.forEach(
        (kind, detections) -> {
          StringBuilder line =
              new StringBuilder(
                  "%s (%,d): recall at 1 %% false alarms (AUC)".formatted(kind, objects.get(kind)));
          detections.forEach(
              (score, each) ->
                  line.append(
                      String.format(
                          Locale.ROOT,
                          ", %s %.2f (%.3f)",
                          score,
                          each.recall().value(),
                          each.areaUnderRoc().value())));
          lines.add(line.toString());
        });
    return lines;
  }
}
