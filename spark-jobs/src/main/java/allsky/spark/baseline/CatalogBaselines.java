package allsky.spark.baseline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import allsky.metrics.ComparedClassifier;
import allsky.metrics.ConfusionMatrix;
import allsky.metrics.PairedComparison;
import allsky.spark.columns.Columns;
import allsky.spark.table.MatchTable;
import allsky.spark.table.SourceKey;
import allsky.spark.table.prediction.PredictionTable;
import allsky.survey.SourceClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Measures the classifiers that need no pixels on the test split of the matches: two random forests
 * and a support vector machine that learn from the train split ({@link LearnedBaseline}), and the
 * published {@link ColourCut}.
 */
public final class CatalogBaselines {

  private static final String PREDICTED = "baseline_class";
  private static final String OF_NETWORK = "network_class";

  private final Dataset<Row> train;
  private final Dataset<Row> test;
  private final Set<String> columns;
  private final List<ComparedClassifier> measured = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();

  private CatalogBaselines(Dataset<Row> labelled, Set<String> columns) {
    this.train = split(labelled, MatchTable.TRAIN);
    this.test = split(labelled, MatchTable.TEST);
    this.columns = columns;
  }

  /**
   * Measures the baselines whose columns the catalog has. A baseline that learns is left out if no
   * match is in the train split. The result is empty if no match is in the test split.
   *
   * @param sources an AllWISE-like catalog
   * @param matches labelled sources with their split
   * @param network predictions of the same sources, with which each baseline is compared
   * @param seed of the forests
   */
  public static BaselineResult measure(
      Dataset<Row> sources, Dataset<Row> matches, Optional<Dataset<Row>> network, long seed) {
    List<LearnedBaseline> learned =
        List.of(LearnedBaseline.forest(seed), LearnedBaseline.bai(seed), LearnedBaseline.svm());
    return measure(sources, matches, network, learned);
  }

  /** Measures the colour cut and these baselines. */
  static BaselineResult measure(
      Dataset<Row> sources,
      Dataset<Row> matches,
      Optional<Dataset<Row>> network,
      List<LearnedBaseline> learned) {
    Dataset<Row> labelled = labelled(sources, matches, network, learned).cache();
    try {
      return new CatalogBaselines(labelled, Columns.namesOf(sources)).measured(learned);
    } finally {
      labelled.unpersist();
    }
  }

  private BaselineResult measured(List<LearnedBaseline> learned) {
    if (!test.isEmpty()) {
      learned.forEach(this::learn);
      cut();
    }
    return new BaselineResult(measured, leftOut);
  }

  private void learn(LearnedBaseline baseline) {
    if (train.isEmpty()) {
      leaveOut(baseline.name(), "no match is in the train split");
    } else if (hasColumns(baseline.name(), baseline.missing(columns))) {
      List<CatalogFeature> empty = baseline.withoutValues(train);
      LearnedBaseline usable = baseline.takesFewer() ? baseline.without(empty) : baseline;
      if (usable.features().isEmpty() || (!baseline.takesFewer() && !empty.isEmpty())) {
        leaveOut(baseline.name(), "the matches of the train split have no " + names(empty));
      } else {
        add(usable.name(), usable.rule(), usable.predict(train, test, PREDICTED));
      }
    }
  }

  private void cut() {
    List<String> missing =
        ColourCut.COLUMNS.stream().filter(column -> !columns.contains(column)).toList();
    if (hasColumns(ColourCut.NAME, missing)) {
      add(ColourCut.NAME, ColourCut.RULE, test.withColumn(PREDICTED, ColourCut.predictedClass()));
    }
  }

  private boolean hasColumns(String name, List<String> missing) {
    if (!missing.isEmpty()) {
      leaveOut(name, "the catalog has no column " + String.join(", ", missing));
    }
    return missing.isEmpty();
  }

  private void leaveOut(String name, String reason) {
    leftOut.add(name + " is left out: " + reason + ".");
  }

  private static String names(List<CatalogFeature> features) {
    return String.join(", ", features.stream().map(CatalogFeature::name).toList());
  }

  /** Label, split, the network's class and the catalog's columns of each match with a class. */
  private static Dataset<Row> labelled(
      Dataset<Row> sources,
      Dataset<Row> matches,
      Optional<Dataset<Row>> network,
      List<LearnedBaseline> learned) {
    String key = SourceKey.sharedBy(sources, matches);
    Set<String> present = Columns.namesOf(sources);
    Stream<String> used =
        Stream.concat(
            ColourCut.COLUMNS.stream(), learned.stream().flatMap(b -> b.columns().stream()));
    Column[] catalog =
        Stream.concat(Stream.of(key), used.filter(present::contains))
            .distinct()
            .map(Columns::spelt)
            .toArray(Column[]::new);
    Object[] classes = Arrays.stream(SourceClass.values()).map(Enum::name).toArray();
    Dataset<Row> rows =
        matches
            .where(col(MatchTable.LABEL).isin(classes))
            .select(col(key), col(MatchTable.LABEL), col(MatchTable.SPLIT))
            .join(sources.select(catalog), key);
    return network
        .map(predictions -> withNetwork(rows, predictions))
        .orElseGet(() -> rows.withColumn(OF_NETWORK, lit(null).cast("string")));
  }

  private static Dataset<Row> withNetwork(Dataset<Row> rows, Dataset<Row> predictions) {
    String key = SourceKey.sharedBy(rows, predictions);
    Dataset<Row> classes =
        predictions
            .where(col(PredictionTable.CLASS).isNotNull())
            .select(Columns.spelt(key), col(PredictionTable.CLASS).as(OF_NETWORK))
            .dropDuplicates(key);
    return rows.join(classes, new String[] {key}, "left");
  }

  private static Dataset<Row> split(Dataset<Row> labelled, String split) {
    return labelled.where(col(MatchTable.SPLIT).equalTo(split));
  }

  /** Counts the predictions, and compares them with the network's where it has a class. */
  private void add(String name, String rule, Dataset<Row> predicted) {
    SourceClass[] classes = SourceClass.values();
    long[][] counts = new long[classes.length][classes.length];
    int[] paired = new int[4];
    for (Row row :
        predicted
            .groupBy(col(MatchTable.LABEL), col(PREDICTED), col(OF_NETWORK))
            .count()
            .collectAsList()) {
      String label = row.getString(0);
      int truth = SourceClass.inTable(label, "the column label of the matches").ordinal();
      counts[truth][SourceClass.valueOf(row.getString(1)).ordinal()] += row.getLong(3);
      if (!row.isNullAt(2)) {
        int baseline = label.equals(row.getString(1)) ? 1 : 0;
        int network = label.equals(row.getString(2)) ? 2 : 0;
        paired[baseline + network] += Math.toIntExact(row.getLong(3));
      }
    }
    int sources = Arrays.stream(paired).sum();
    measured.add(
        new ComparedClassifier(
            name,
            rule,
            ConfusionMatrix.of(List.of(classes), counts),
            sources == 0
                ? Optional.empty()
                : Optional.of(new PairedComparison(paired[1], paired[2], sources))));
  }
}
