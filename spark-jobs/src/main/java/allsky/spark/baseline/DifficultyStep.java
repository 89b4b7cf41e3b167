package allsky.spark.baseline;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.percentile_approx;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import allsky.UserError;
import allsky.metrics.ConfusionMatrix;
import allsky.spark.baseline.Difficulty.ClassDistribution;
import allsky.spark.baseline.Difficulty.Distribution;
import allsky.spark.baseline.Difficulty.MagnitudeBin;
import allsky.spark.columns.Columns;
import allsky.spark.table.MatchTable;
import allsky.survey.SourceClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Measures how difficult it is to distinguish the classes of a labelled catalog, with classifiers
 * of publications. Half of the rows, chosen by a hash, is for learning, the other half for tests.
 */
public final class DifficultyStep {

  private static final List<String> REQUIRED =
      List.of(
          "w1mpro", "w2mpro", "w3mpro", "w4mpro", "w1snr", "w2snr", "w3snr", "w4snr");
  private static final List<String> APERTURES = List.of("w1mag_1", "w1mag_3");

  private static final String PREDICTED = "predicted_class";
  private static final String BIN = "magnitude_bin";
  private static final double DETECTION = 2;

  /** The SVM of Kurcz et al. (2016) is for W1 < 16. */
  private static final double SVM_FAINTEST = 16;

  private static final double SVM_BRIGHTEST = 12.5;
  private static final double SVM_BIN = 0.5;

  private final long seed;

  /**
   * @param seed of the halves, the samples and the forest
   */
  public DifficultyStep(long seed) {
    this.seed = seed;
  }

  /**
   * Measures a labelled catalog.
   *
   * @param catalog with the columns of AllWISE
   * @param label the column with the class: STAR, GALAXY or QSO; other rows are not used
   * @throws UserError if a column is missing, or a class has no rows
   */
  public Difficulty of(Dataset<Row> catalog, String label) {
    Set<String> present = Columns.namesOf(catalog);
    require(present, label);
    boolean hasApertures = present.containsAll(APERTURES);
    Dataset<Row> rows = rows(catalog, label, hasApertures).cache();
    try {
      List<ClassDistribution> distributions = distributions(rows, hasApertures);
      requireClasses(distributions);
      Dataset<Row> mixed = half(rows, 0, PublishedDifficulty.CLARKE_MIX);
      Dataset<Row> others = half(rows, 1, PublishedDifficulty.CLARKE_MIX);
      Dataset<Row> forest = LearnedBaseline.clarke(seed).predict(mixed, others, PREDICTED);
      ConfusionMatrix ofForest = byBin(forest.withColumn(BIN, lit(0L))).get(0L);
      Dataset<Row> bright = rows.where(svmBin().between(0, svmBins() - 1));
      Optional<ConfusionMatrix> cut = Optional.empty();
      List<MagnitudeBin> svm = List.of();
      if (hasApertures && hasAllClasses(bright)) {
        Dataset<Row> balanced = LabelledSample.balanced(bright, svmBin()).cache();
        svm = svm(balanced);
        cut = Optional.of(colourCut(balanced));
        balanced.unpersist();
      }
      return new Difficulty(mixed.count(), ofForest, svm, cut, distributions);
    } finally {
      rows.unpersist();
    }
  }

  private static void require(Set<String> present, String label) {
    List<String> missing = new ArrayList<>(REQUIRED);
    missing.add(label);
    missing.removeIf(present::contains);
    if (!missing.isEmpty()) {
      throw new UserError(
          "Cannot measure the table of --sources: it has no column " + String.join(", ", missing));
    }
  }

  private static void requireClasses(List<ClassDistribution> distributions) {
    if (distributions.size() < SourceClass.values().length) {
      throw new UserError(
          "Cannot measure the table of --sources: it needs rows of STAR, GALAXY and QSO; it has "
              + (distributions.isEmpty()
                  ? "none"
                  : String.join(
                      ", ", distributions.stream().map(d -> d.sourceClass().name()).toList())));
    }
  }

  private static boolean hasAllClasses(Dataset<Row> rows) {
    return rows.select(MatchTable.LABEL).distinct().count() == SourceClass.values().length;
  }

  private Dataset<Row> rows(Dataset<Row> catalog, String label, boolean hasApertures) {
    List<Column> columns = new ArrayList<>(List.of(Columns.spelt(label).as(MatchTable.LABEL)));
    REQUIRED.forEach(name -> columns.add(Columns.spelt(name).cast("double").as(name)));
    if (hasApertures) {
      APERTURES.forEach(name -> columns.add(Columns.spelt(name).cast("double").as(name)));
    }
    Column[] hashed = REQUIRED.stream().map(org.apache.spark.sql.functions::col).toArray(Column[]::new);
    Column[] withSeed = Arrays.copyOf(hashed, hashed.length + 1);
    withSeed[hashed.length] = lit(seed);
    return catalog
        .select(columns.toArray(Column[]::new))
        .where(col(MatchTable.LABEL).isin(Arrays.stream(SourceClass.values()).map(Enum::name).toArray()))
        .na()
        .drop(new String[] {"w1mpro", "w2mpro", "w3mpro", "w4mpro"})
        .withColumn(LabelledSample.ORDER, xxhash64(withSeed));
  }

  private static Column isInHalf(int half) {
    return pmod(col(LabelledSample.ORDER), lit(2)).equalTo(half);
  }

  private static Dataset<Row> half(Dataset<Row> rows, int half, Map<SourceClass, Double> shares) {
    return LabelledSample.ofShares(rows.where(isInHalf(half)), shares);
  }

  private static List<MagnitudeBin> svm(Dataset<Row> balanced) {
    Dataset<Row> predicted =
        LearnedBaseline.polynomialSvm()
            .predict(balanced.where(isInHalf(0)), balanced.where(isInHalf(1)), PREDICTED)
            .withColumn(BIN, svmBin());
    List<MagnitudeBin> bins = new ArrayList<>();
    byBin(predicted)
        .forEach(
            (bin, matrix) -> {
              double bright = SVM_BRIGHTEST + bin * SVM_BIN;
              bins.add(new MagnitudeBin(bright, bright + SVM_BIN, matrix));
            });
    return bins;
  }

  private static ConfusionMatrix colourCut(Dataset<Row> balanced) {
    Dataset<Row> predicted = balanced.withColumn(PREDICTED, ColourCut.predictedClass());
    return byBin(predicted.withColumn(BIN, lit(0L))).get(0L);
  }

  private static Column svmBin() {
    return floor(col("w1mpro").minus(SVM_BRIGHTEST).divide(SVM_BIN));
  }

  private static long svmBins() {
    return Math.round((SVM_FAINTEST - SVM_BRIGHTEST) / SVM_BIN);
  }

  private static Map<Long, ConfusionMatrix> byBin(Dataset<Row> predicted) {
    int classes = SourceClass.values().length;
    Map<Long, long[][]> counts = new TreeMap<>();
    for (Row row :
        predicted.groupBy(BIN, MatchTable.LABEL, PREDICTED).count().collectAsList()) {
      long[][] matrix = counts.computeIfAbsent(row.getLong(0), bin -> new long[classes][classes]);
      matrix[SourceClass.valueOf(row.getString(1)).ordinal()][
              SourceClass.valueOf(row.getString(2)).ordinal()] =
          row.getLong(3);
    }
    Map<Long, ConfusionMatrix> matrices = new TreeMap<>();
    counts.forEach(
        (bin, matrix) ->
            matrices.put(bin, ConfusionMatrix.of(List.of(SourceClass.values()), matrix)));
    return matrices;
  }

  private static List<ClassDistribution> distributions(Dataset<Row> rows, boolean hasApertures) {
    Map<String, Column> quantities = quantities(hasApertures);
    List<Column> measures = new ArrayList<>();
    measures.add(avg(when(col("w3snr").lt(DETECTION), 1.0).otherwise(0.0)));
    Column[] shares =
        Difficulty.PERCENTILES.stream().map(p -> lit(p / 100.0)).toArray(Column[]::new);
    quantities
        .values()
        .forEach(value -> measures.add(percentile_approx(value, array(shares), lit(10_000))));
    List<ClassDistribution> distributions = new ArrayList<>();
    for (Row row :
        rows.groupBy(MatchTable.LABEL)
            .agg(count(lit(1)), measures.toArray(Column[]::new))
            .orderBy(MatchTable.LABEL)
            .collectAsList()) {
      List<Distribution> ofClass = new ArrayList<>();
      int next = 3;
      for (String name : quantities.keySet()) {
        List<Double> values = row.isNullAt(next) ? List.of() : row.getList(next);
        ofClass.add(new Distribution(name, values));
        next++;
      }
      distributions.add(
          new ClassDistribution(
              SourceClass.valueOf(row.getString(0)), row.getLong(1), row.getDouble(2), ofClass));
    }
    return distributions;
  }

  private static Map<String, Column> quantities(boolean hasApertures) {
    Map<String, Column> quantities = new LinkedHashMap<>();
    Column inW3 = col("w3snr").geq(DETECTION);
    quantities.put("W1", col("w1mpro"));
    quantities.put("W1-W2", col("w1mpro").minus(col("w2mpro")));
    quantities.put("W2-W3, detected", when(inW3, col("w2mpro").minus(col("w3mpro"))));
    quantities.put(
        "W3-W4, detected",
        when(inW3.and(col("w4snr").geq(DETECTION)), col("w3mpro").minus(col("w4mpro"))));
    if (hasApertures) {
      quantities.put("w1mag_1-w1mag_3", col("w1mag_1").minus(col("w1mag_3")));
    }
    for (String band : List.of("w1", "w2", "w3", "w4")) {
      quantities.put(band + "snr", col(band + "snr"));
    }
    return quantities;
  }
}
