package allsky.spark.report.run;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import allsky.metrics.ConfusionMatrix;
import allsky.spark.table.MatchTable;
import allsky.spark.table.SourceKey;
import allsky.spark.table.prediction.PredictionTable;
import allsky.survey.SourceClass;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The network's predictions for the sources of the test split, with their spectroscopic classes.
 *
 * @param rows label, class, prob_star, prob_galaxy, prob_qso of each source with a class
 * @param confusion true and predicted classes
 * @param unclassified number of sources in the test split without a predicted class
 */
public record TestSplitResult(Dataset<Row> rows, ConfusionMatrix confusion, long unclassified) {

  private static final String NONE = "none";

  /**
   * The predictions of a run on its test split; empty if a table is missing or no source is in
   * both.
   */
  public static Optional<TestSplitResult> of(RunFolder run) {
    Optional<Dataset<Row>> joined =
        run.matches()
            .flatMap(matches -> run.predictions().map(predicted -> joined(matches, predicted)));
    return joined.flatMap(TestSplitResult::counted);
  }

  /** The column with the probability of a class. */
  public static Column probability(SourceClass sourceClass) {
    return col(PredictionTable.probability(sourceClass)).cast("double");
  }

  /** The classes of the model that made the predictions. */
  public static List<SourceClass> classesOf(Dataset<Row> predictions) {
    List<String> columns = Arrays.asList(predictions.columns());
    return Arrays.stream(SourceClass.values())
        .filter(c -> columns.contains(PredictionTable.probability(c)))
        .toList();
  }

  private static Dataset<Row> joined(Dataset<Row> matches, Dataset<Row> predictions) {
    String key = SourceKey.sharedBy(matches, predictions);
    Object[] classes = Arrays.stream(SourceClass.values()).map(Enum::name).toArray();
    Dataset<Row> test =
        matches
            .where(col(MatchTable.SPLIT).equalTo(MatchTable.TEST))
            .where(col(MatchTable.LABEL).isin(classes))
            .select(col(key), col(MatchTable.LABEL));
    Stream<Column> probabilities =
        classesOf(predictions).stream().map(c -> probability(c).as(PredictionTable.probability(c)));
    Column[] columns =
        Stream.concat(Stream.of(col(key), col(PredictionTable.CLASS)), probabilities)
            .toArray(Column[]::new);
    return predictions.select(columns).join(test, key);
  }

  private static Optional<TestSplitResult> counted(Dataset<Row> joined) {
    SourceClass[] classes = SourceClass.values();
    long[][] counts = new long[classes.length][classes.length];
    long unclassified = 0;
    Column predicted = coalesce(col(PredictionTable.CLASS), lit(NONE));
    for (Row row : joined.groupBy(col(MatchTable.LABEL), predicted).count().collectAsList()) {
      if (row.getString(1).equals(NONE)) {
        unclassified += row.getLong(2);
      } else {
        int truth =
            SourceClass.inTable(row.getString(0), "the column label of the matches").ordinal();
        int guess =
            SourceClass.inTable(row.getString(1), "the column class of the predictions").ordinal();
        counts[truth][guess] += row.getLong(2);
      }
    }
    ConfusionMatrix confusion = ConfusionMatrix.of(List.of(classes), counts);
    Dataset<Row> rows = joined.where(col(PredictionTable.CLASS).isNotNull());
    return confusion.total() == 0
        ? Optional.empty()
        : Optional.of(new TestSplitResult(rows, confusion, unclassified));
  }
}
