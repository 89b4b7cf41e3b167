package allsky.spark.baseline;

import static org.apache.spark.sql.functions.col;

import allsky.metrics.ComparedClassifier;
import allsky.metrics.ConfusionMatrix;
import allsky.spark.columns.Columns;
import allsky.spark.table.MatchTable;
import allsky.spark.table.SourceKey;
import allsky.survey.SourceClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Measures the classifiers that need no pixels on the test split of the matches: the published
 * {@link ColourCut}, and a {@link CatalogForest} that is trained on the train split.
 */
public final class CatalogBaselines {

  /** The columns that all baselines need. */
  private static final List<String> NEEDED = List.of("w1mpro", "w2mpro", "w3mpro", "w3snr");

  private static final String PREDICTED = "baseline_class";

  private CatalogBaselines() {}

  /** The columns that a catalog lacks for the baselines; empty if the baselines can be measured. */
  public static List<String> missingColumns(Dataset<Row> sources) {
    Set<String> present = Columns.namesOf(sources);
    return NEEDED.stream().filter(column -> !present.contains(column)).toList();
  }

  /**
   * Measures the baselines. The result is empty if no match is in the test split, and has no forest
   * if none is in the train split.
   *
   * @param sources an AllWISE-like catalog without {@link #missingColumns}
   * @param matches labelled sources with their split
   * @param seed of the forest
   */
  public static List<ComparedClassifier> measure(
      Dataset<Row> sources, Dataset<Row> matches, long seed) {
    Dataset<Row> labelled = labelled(sources, matches).cache();
    try {
      return measure(labelled, seed);
    } finally {
      labelled.unpersist();
    }
  }

  private static List<ComparedClassifier> measure(Dataset<Row> labelled, long seed) {
    Dataset<Row> train = split(labelled, MatchTable.TRAIN);
    Dataset<Row> test = split(labelled, MatchTable.TEST);
    List<ComparedClassifier> baselines = new ArrayList<>();
    if (test.isEmpty()) {
      return baselines;
    }
    CatalogForest forest = CatalogForest.on(train, seed);
    if (forest.canLearn()) {
      Dataset<Row> predicted = forest.predict(train, test, PREDICTED);
      baselines.add(new ComparedClassifier("Random forest", forest.rule(), confusion(predicted)));
    }
    Dataset<Row> cut = test.withColumn(PREDICTED, ColourCut.predictedClass());
    baselines.add(new ComparedClassifier("Colour cut", ColourCut.RULE, confusion(cut)));
    return baselines;
  }

  /** Label, split and the catalog's columns of each match that has a class. */
  private static Dataset<Row> labelled(Dataset<Row> sources, Dataset<Row> matches) {
    String key = SourceKey.sharedBy(sources, matches);
    Column[] catalog =
        Stream.concat(
                Stream.of(key),
                Stream.concat(NEEDED.stream(), CatalogForest.columnsIn(sources).stream()))
            .distinct()
            .map(Columns::spelt)
            .toArray(Column[]::new);
    Object[] classes = Arrays.stream(SourceClass.values()).map(Enum::name).toArray();
    return matches
        .where(col(MatchTable.LABEL).isin(classes))
        .select(col(key), col(MatchTable.LABEL), col(MatchTable.SPLIT))
        .join(sources.select(catalog), key);
  }

  private static Dataset<Row> split(Dataset<Row> labelled, String split) {
    return labelled.where(col(MatchTable.SPLIT).equalTo(split));
  }

  private static ConfusionMatrix confusion(Dataset<Row> predicted) {
    SourceClass[] classes = SourceClass.values();
    long[][] counts = new long[classes.length][classes.length];
    for (Row row :
        predicted.groupBy(col(MatchTable.LABEL), col(PREDICTED)).count().collectAsList()) {
      int truth =
          SourceClass.inTable(row.getString(0), "the column label of the matches").ordinal();
      counts[truth][SourceClass.valueOf(row.getString(1)).ordinal()] += row.getLong(2);
    }
    return ConfusionMatrix.of(List.of(classes), counts);
  }
}
