package allsky.spark.report.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import allsky.UserError;
import allsky.spark.columns.Columns;
import allsky.spark.columns.MagnitudeColumns;
import allsky.spark.table.SourceKey;
import allsky.spark.table.prediction.PredictionTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Two runs whose predictions are compared.
 *
 * @param first run A
 * @param second run B
 * @param predictions of both runs, by {@link #first} and {@link #second}
 */
public record RunPair(RunFolder first, RunFolder second, List<Dataset<Row>> predictions) {

  /** The columns of {@link #sources}: the key, the position, and of each run two columns. */
  public static final String KEY = "source";

  public static final String CLASS_A = "class_a";
  public static final String CLASS_B = "class_b";
  public static final String CONFIDENCE_A = "confidence_a";
  public static final String CONFIDENCE_B = "confidence_b";
  private static final String W1 = "w1mpro";

  /**
   * Opens the predictions of two runs.
   *
   * @throws UserError if one of the runs has no predictions
   */
  public static RunPair of(RunFolder first, RunFolder second) {
    return new RunPair(first, second, List.of(predictionsOf(first), predictionsOf(second)));
  }

  private static Dataset<Row> predictionsOf(RunFolder run) {
    return run.predictions()
        .orElseThrow(
            () ->
                new UserError(
                    "Cannot compare --compare "
                        + run.path()
                        + ": it has no predictions; run bin/allsky classify-allsky."));
  }

  /** The sources that are in both runs, with the classes that they have there. */
  public Dataset<Row> sources() {
    Dataset<Row> a = predictions.get(0);
    Dataset<Row> b = predictions.get(1);
    String key = SourceKey.sharedBy(a, b);
    List<Column> columns =
        new ArrayList<>(
            List.of(
                col(key).as(KEY),
                col(PredictionTable.RA),
                col(PredictionTable.DEC),
                Columns.namesOf(a).contains(W1) ? MagnitudeColumns.given(W1).as(W1) : nothing(),
                col(PredictionTable.CLASS).as(CLASS_A),
                col(PredictionTable.CONFIDENCE).as(CONFIDENCE_A)));
    return a.select(columns.toArray(Column[]::new))
        .join(
            b.select(
                col(key).as(KEY),
                col(PredictionTable.CLASS).as(CLASS_B),
                col(PredictionTable.CONFIDENCE).as(CONFIDENCE_B)),
            KEY);
  }

  private static Column nothing() {
    return lit(null).cast("double").as(W1);
  }
}
