package allsky.spark.baseline;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import allsky.spark.columns.Columns;
import allsky.spark.table.MatchTable;
import allsky.survey.SourceClass;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.RandomForestClassifier;
import org.apache.spark.ml.feature.Imputer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A random forest on the catalog's columns: brightness, two colours, two signal-to-noise ratios and
 * the difference of two apertures in W1, which separates extended sources from point sources.
 *
 * <p>A missing value is replaced by the median of the training rows. Upper limits are used as
 * values. A feature is omitted if the catalog lacks its columns, or if it has no value in the
 * training rows.
 */
final class CatalogForest {

  private static final int TREES = 60;
  private static final int DEPTH = 10;
  private static final String TARGET = "forest_target";
  private static final String CLASS_INDEX = "prediction";

  /** The columns of each feature, by its name. A second column is subtracted from the first. */
  private static final Map<String, List<String>> FEATURES = new LinkedHashMap<>();

  static {
    FEATURES.put("w1mpro", List.of("w1mpro"));
    FEATURES.put("w1-w2", List.of("w1mpro", "w2mpro"));
    FEATURES.put("w2-w3", List.of("w2mpro", "w3mpro"));
    FEATURES.put("w1snr", List.of("w1snr"));
    FEATURES.put("w3snr", List.of("w3snr"));
    FEATURES.put("w1mag_1-w1mag_3", List.of("w1mag_1", "w1mag_3"));
  }

  private final List<String> features;
  private final long seed;

  private CatalogForest(List<String> features, long seed) {
    this.features = features;
    this.seed = seed;
  }

  /** The columns of a catalog that a forest can use. */
  static List<String> columnsIn(Dataset<Row> sources) {
    Set<String> present = Columns.namesOf(sources);
    return FEATURES.values().stream()
        .flatMap(List::stream)
        .distinct()
        .filter(present::contains)
        .toList();
  }

  /** A forest on the features that have values in the training rows. */
  static CatalogForest on(Dataset<Row> train, long seed) {
    List<String> possible =
        FEATURES.keySet().stream()
            .filter(name -> Arrays.asList(train.columns()).containsAll(FEATURES.get(name)))
            .toList();
    Column[] counts = possible.stream().map(name -> count(feature(name))).toArray(Column[]::new);
    Row values = train.select(counts).head();
    List<String> used =
        possible.stream().filter(name -> values.getLong(possible.indexOf(name)) > 0).toList();
    return new CatalogForest(used, seed);
  }

  /** The rule in one sentence. */
  String rule() {
    return TREES
        + " trees of depth "
        + DEPTH
        + " on "
        + String.join(", ", features)
        + "; missing values replaced by the median of the training rows";
  }

  /** True if there are features and training rows. */
  boolean canLearn() {
    return !features.isEmpty();
  }

  /**
   * Learns from the training rows and adds the predicted class to the test rows.
   *
   * @param column name of the new text column
   */
  Dataset<Row> predict(Dataset<Row> train, Dataset<Row> test, String column) {
    Column[] names =
        Arrays.stream(SourceClass.values()).map(c -> lit(c.name())).toArray(Column[]::new);
    Column predicted = element_at(array(names), col(CLASS_INDEX).plus(1).cast("int"));
    return pipeline()
        .fit(withFeatures(train))
        .transform(withFeatures(test))
        .withColumn(column, predicted);
  }

  private Pipeline pipeline() {
    String[] inputs = indexed("feature_");
    String[] filled = indexed("filled_");
    Imputer imputer =
        new Imputer().setStrategy("median").setInputCols(inputs).setOutputCols(filled);
    VectorAssembler assembler = new VectorAssembler().setInputCols(filled).setOutputCol("features");
    RandomForestClassifier forest =
        new RandomForestClassifier()
            .setLabelCol(TARGET)
            .setFeaturesCol("features")
            .setPredictionCol(CLASS_INDEX)
            .setNumTrees(TREES)
            .setMaxDepth(DEPTH)
            .setSeed(seed);
    return new Pipeline().setStages(new PipelineStage[] {imputer, assembler, forest});
  }

  private Dataset<Row> withFeatures(Dataset<Row> rows) {
    Dataset<Row> result = rows.withColumn(TARGET, target());
    String[] names = indexed("feature_");
    for (int i = 0; i < names.length; i++) {
      result = result.withColumn(names[i], feature(features.get(i)));
    }
    return result;
  }

  private String[] indexed(String prefix) {
    String[] names = new String[features.size()];
    Arrays.setAll(names, i -> prefix + i);
    return names;
  }

  /** The label as a number for Spark's forest: the index of the class in SourceClass. */
  private static Column target() {
    Column target = lit(null).cast("double");
    for (SourceClass sourceClass : SourceClass.values()) {
      Column isIt = col(MatchTable.LABEL).equalTo(sourceClass.name());
      target = when(isIt, (double) sourceClass.ordinal()).otherwise(target);
    }
    return target;
  }

  private static Column feature(String name) {
    List<String> columns = FEATURES.get(name);
    Column first = col(columns.get(0)).cast("double");
    return columns.size() == 1 ? first : first.minus(col(columns.get(1)).cast("double"));
  }
}
