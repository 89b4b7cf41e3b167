package allsky.spark.report.run;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import allsky.metrics.ConfusionMatrix;
import allsky.spark.table.MatchTable;
import allsky.spark.table.SourceKey;
import allsky.spark.table.prediction.PredictedFractions;
import allsky.spark.table.prediction.PredictionTable;
import allsky.survey.SourceClass;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The network's predictions for the sources of the test split, with their spectroscopic classes.
 * They are for the class fractions of the training set.
 *
 * @param rows label, class, prob_star, prob_galaxy, prob_qso of each source with a class, and its
 *     bin of {@link PredictedFractions}
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

  /**
   * The key and the class of all predictions of a run, for the class fractions of the training set;
   * empty if the run has no matches or no predictions.
   */
  public static Optional<Dataset<Row>> classes(RunFolder run) {
    return run.matches()
        .flatMap(
            matches ->
                run.predictions()
                    .map(predicted -> classes(predicted, SourceKey.sharedBy(matches, predicted))));
  }

  private static Dataset<Row> classes(Dataset<Row> predictions, String key) {
    return forTrainedMix(predictions, key).select(col(key), col(PredictionTable.CLASS));
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
    return forTrainedMix(predictions, key).join(test, key);
  }

  /**
   * Key, class and probabilities for the class fractions of the training set. The test split has
   * these fractions, not those of the sky.
   */
  private static Dataset<Row> forTrainedMix(Dataset<Row> predictions, String key) {
    List<SourceClass> classes = classesOf(predictions);
    List<String> columns = Arrays.asList(predictions.columns());
    boolean converted = columns.contains(PredictionTable.prior(classes.get(0)));
    Map<SourceClass, Column> weights = new LinkedHashMap<>();
    classes.forEach(
        c -> weights.put(c, converted ? probability(c).multiply(undone(c)) : probability(c)));
    Column sum = weights.values().stream().reduce(Column::plus).orElseThrow();
    Column best = greatest(weights.values().toArray(Column[]::new));
    Column predicted = lit(null).cast("string");
    for (SourceClass c : classes) {
      predicted = when(weights.get(c).equalTo(best), lit(c.name())).otherwise(predicted);
    }
    Stream<Column> probabilities =
        classes.stream().map(c -> weights.get(c).divide(sum).as(PredictionTable.probability(c)));
    Stream<Column> others =
        Stream.of(
            col(key),
            PredictedFractions.bin(predictions),
            (converted ? predicted : col(PredictionTable.CLASS)).as(PredictionTable.CLASS));
    return predictions.select(Stream.concat(others, probabilities).toArray(Column[]::new));
  }

  /**
   * What the probability of a class is multiplied with: 1 for a row without priors. A prior of 0
   * cannot be undone.
   */
  private static Column undone(SourceClass sourceClass) {
    Column prior = col(PredictionTable.prior(sourceClass));
    Column trained = col(PredictionTable.trained(sourceClass));
    return when(prior.equalTo(0), lit(0.0)).otherwise(coalesce(trained.divide(prior), lit(1.0)));
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
