package allsky.spark.baseline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import allsky.UserError;
import allsky.metrics.ConfusionMatrix;
import allsky.spark.baseline.Difficulty.ClassDistribution;
import allsky.spark.baseline.Difficulty.MagnitudeBin;
import allsky.spark.columns.Columns;
import allsky.spark.columns.MagnitudeColumns;
import allsky.spark.table.MatchTable;
import allsky.survey.SourceClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Measures how difficult it is to distinguish the classes of a labelled catalog, with classifiers
 * of publications. Half of the rows, chosen by a hash, is for learning, the other half for tests.
 */
public final class DifficultyStep {

  private static final List<String> REQUIRED =
      List.of("w1mpro", "w2mpro", "w3mpro", "w4mpro", "w1snr", "w2snr", "w3snr", "w4snr");
  private static final List<String> MAGNITUDES = REQUIRED.subList(0, 4);
  private static final List<String> APERTURES = List.of("w1mag_1", "w1mag_3");

  private static final String PREDICTED = "predicted_class";
  private static final String BIN = "magnitude_bin";

  /** Groups of the rows on which the forest is tested. */
  private static final long OWN = 0;

  private static final long OTHER = 1;

  /** The SVM of Kurcz et al. (2016) is for W1 < 16. */
  private static final double SVM_FAINTEST = 16;

  private static final double SVM_BRIGHTEST = 12.5;
  private static final double SVM_BIN = 0.5;

  private final long seed;
  private final LearnedBaseline forest;
  private final LearnedBaseline machine;

  /**
   * @param seed of the halves, the samples and the forest
   */
  public DifficultyStep(long seed) {
    this(seed, LearnedBaseline.clarke(seed), LearnedBaseline.polynomialSvm());
  }

  /** With other classifiers. */
  DifficultyStep(long seed, LearnedBaseline forest, LearnedBaseline machine) {
    this.seed = seed;
    this.forest = forest;
    this.machine = machine;
  }

  /** A labelled catalog: its rows, and the column with the class. */
  public record Labelled(Dataset<Row> rows, String label) {}

  /**
   * Measures a labelled catalog.
   *
   * @param catalog with the columns of AllWISE; rows of other classes than STAR, GALAXY and QSO are
   *     not used
   * @param other with the magnitudes W1 to W4; what was learned on the first catalog is also tested
   *     on this one, which needs no row of each class
   * @throws UserError if a column is missing, or a class has no rows
   */
  public Difficulty of(Labelled catalog, Optional<Labelled> other) {
    Set<String> present = Columns.namesOf(catalog.rows());
    require("--sources", present, REQUIRED, catalog.label());
    other.ifPresent(
        o -> require("--test-sources", Columns.namesOf(o.rows()), MAGNITUDES, o.label()));
    boolean hasApertures = present.containsAll(APERTURES);
    List<String> columns = new ArrayList<>(REQUIRED);
    columns.addAll(hasApertures ? APERTURES : List.of());
    Dataset<Row> rows = withOrder(selected(catalog, columns)).cache();
    try {
      List<ClassDistribution> distributions = CatalogDistributions.of(rows, hasApertures);
      requireClasses(distributions);
      Dataset<Row> learned =
          LabelledSample.ofShares(rows.where(isInHalf(0)), PublishedDifficulty.CLARKE_MIX).cache();
      Dataset<Row> tested =
          LabelledSample.ofShares(rows.where(isInHalf(1)), PublishedDifficulty.CLARKE_MIX);
      Map<Long, ConfusionMatrix> ofForest =
          byBin(forest.predict(learned, withOther(tested, other), PREDICTED));
      long trainingRows = learned.count();
      learned.unpersist();
      Optional<ConfusionMatrix> elsewhere =
          other.map(o -> ofForest.getOrDefault(OTHER, emptyMatrix()));
      Dataset<Row> bright = rows.where(svmBin().between(0, svmBins() - 1));
      if (!hasApertures || !hasAllClasses(bright)) {
        return new Difficulty(
            trainingRows, ofForest.get(OWN), elsewhere, List.of(), Optional.empty(), distributions);
      }
      Dataset<Row> balanced = LabelledSample.balanced(bright, svmBin()).cache();
      ConfusionMatrix cut = matrix(balanced.withColumn(PREDICTED, ColourCut.predictedClass()));
      List<MagnitudeBin> bins = svm(balanced);
      balanced.unpersist();
      return new Difficulty(
          trainingRows, ofForest.get(OWN), elsewhere, bins, Optional.of(cut), distributions);
    } finally {
      rows.unpersist();
    }
  }

  /** The rows to test, in their groups. */
  private static Dataset<Row> withOther(Dataset<Row> tested, Optional<Labelled> other) {
    List<Column> columns = new ArrayList<>(List.of(col(MatchTable.LABEL)));
    MAGNITUDES.forEach(name -> columns.add(col(name)));
    Dataset<Row> own = tested.select(columns.toArray(Column[]::new)).withColumn(BIN, lit(OWN));
    return other
        .map(o -> own.unionByName(selected(o, MAGNITUDES).withColumn(BIN, lit(OTHER))))
        .orElse(own);
  }

  private static ConfusionMatrix emptyMatrix() {
    int classes = SourceClass.values().length;
    return ConfusionMatrix.of(List.of(SourceClass.values()), new long[classes][classes]);
  }

  private static void require(
      String option, Set<String> present, List<String> columns, String label) {
    List<String> missing = new ArrayList<>(columns);
    missing.add(label);
    missing.removeIf(present::contains);
    if (!missing.isEmpty()) {
      throw new UserError(
          "Cannot measure the table of "
              + option
              + ": it has no column "
              + String.join(", ", missing));
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

  /** The rows with a class and all magnitudes, with some columns as numbers. */
  private static Dataset<Row> selected(Labelled catalog, List<String> names) {
    List<Column> columns =
        new ArrayList<>(List.of(Columns.spelt(catalog.label()).as(MatchTable.LABEL)));
    names.forEach(name -> columns.add(MagnitudeColumns.number(name).as(name)));
    return catalog
        .rows()
        .select(columns.toArray(Column[]::new))
        .where(
            col(MatchTable.LABEL)
                .isin(Arrays.stream(SourceClass.values()).map(Enum::name).toArray()))
        .na()
        .drop(MAGNITUDES.toArray(String[]::new));
  }

  private Dataset<Row> withOrder(Dataset<Row> rows) {
    Stream<Column> hashed =
        Stream.concat(Stream.of(lit(seed)), REQUIRED.stream().map(name -> col(name)));
    return rows.withColumn(LabelledSample.ORDER, xxhash64(hashed.toArray(Column[]::new)));
  }

  private static Column isInHalf(int half) {
    return pmod(col(LabelledSample.ORDER), lit(2)).equalTo(half);
  }

  private List<MagnitudeBin> svm(Dataset<Row> balanced) {
    Dataset<Row> predicted =
        machine
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

  private static ConfusionMatrix matrix(Dataset<Row> predicted) {
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
    for (Row row : predicted.groupBy(BIN, MatchTable.LABEL, PREDICTED).count().collectAsList()) {
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
}
