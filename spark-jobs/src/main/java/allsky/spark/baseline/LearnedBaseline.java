package allsky.spark.baseline;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import allsky.spark.table.MatchTable;
import allsky.survey.SourceClass;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.LinearSVC;
import org.apache.spark.ml.classification.OneVsRest;
import org.apache.spark.ml.classification.RandomForestClassifier;
import org.apache.spark.ml.feature.Imputer;
import org.apache.spark.ml.feature.PolynomialExpansion;
import org.apache.spark.ml.feature.SQLTransformer;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A classifier of spark-mllib that learns from features of the catalog.
 *
 * <p>A missing value is replaced by the median of the training rows. An upper limit is used as a
 * value.
 *
 * @param name in a few words
 * @param method the method and its parameters, in a few words
 * @param features in their order
 * @param takesFewer true if the classifier omits a feature that has no value in the catalog; false
 *     if it needs all of them, because they are those of a publication
 * @param estimator reads the columns {@value #TARGET} and {@value #FEATURES}, and adds {@code
 *     prediction}
 */
record LearnedBaseline(
    String name,
    String method,
    List<CatalogFeature> features,
    boolean takesFewer,
    PipelineStage estimator) {

  private static final String TARGET = "baseline_target";
  private static final String FEATURES = "features";
  private static final String CLASS_INDEX = "prediction";

  private static final int DEPTH = 10;

  /** The weight of the squared margin in the SVM's loss; a mean hinge loss has weight 1. */
  private static final double SVM_REGULARISATION = 0.001;

  /** A tighter tolerance and more passes take longer and find the same classes. */
  private static final double SVM_TOLERANCE = 1e-2;

  private static final int SVM_PASSES = 30;
  private static final int POLYNOMIAL_PASSES = 100;
  private static final int CLARKE_TREES = 60;
  private static final int CLARKE_BINS = 256;

  /**
   * The SVM makes hundreds of passes over few numbers: one task for each pass is faster than
   * several.
   */
  private static final String IN_ONE_TASK = "SELECT /*+ COALESCE(1) */ * FROM __THIS__";

  private static final CatalogFeature W1 = CatalogFeature.of("w1mpro");
  private static final CatalogFeature W1_W2 =
      CatalogFeature.difference("w1-w2", "w1mpro", "w2mpro");

  /** The difference of two apertures in W1, which separates extended sources from points. */
  private static final CatalogFeature APERTURES =
      CatalogFeature.difference("w1mag_1-w1mag_3", "w1mag_1", "w1mag_3");

  LearnedBaseline {
    features = List.copyOf(features);
  }

  /** A forest on brightness, two colours, two signal-to-noise ratios and two apertures. */
  static LearnedBaseline forest(long seed) {
    List<CatalogFeature> features =
        List.of(
            W1,
            W1_W2,
            CatalogFeature.difference("w2-w3", "w2mpro", "w3mpro"),
            CatalogFeature.of("w1snr"),
            CatalogFeature.of("w3snr"),
            APERTURES);
    return forest("Random forest", 60, features, true, seed);
  }

  /** The random forest of Bai et al. (2018) with the WISE part of its features: W1 to W4. */
  static LearnedBaseline bai(long seed) {
    return bai(seed, 200);
  }

  /** The same with another number of trees. */
  static LearnedBaseline bai(long seed, int trees) {
    List<CatalogFeature> features =
        List.of(
            W1,
            CatalogFeature.of("w2mpro"),
            CatalogFeature.of("w3mpro"),
            CatalogFeature.of("w4mpro"));
    return forest("Forest W1-W4", trees, features, false, seed);
  }

  /**
   * A linear support vector machine for each class against the others, on the features of Kurcz et
   * al. (2016, A&amp;A 592, A25). Their machine is not linear.
   */
  static LearnedBaseline svm() {
    return svm(SVM_PASSES);
  }

  /** The same with another maximum number of passes over the training rows. */
  static LearnedBaseline svm(int passes) {
    OneVsRest machines =
        new OneVsRest()
            .setClassifier(
                new LinearSVC()
                    .setRegParam(SVM_REGULARISATION)
                    .setTol(SVM_TOLERANCE)
                    .setMaxIter(passes))
            .setLabelCol(TARGET)
            .setFeaturesCol(FEATURES)
            .setPredictionCol(CLASS_INDEX);
    SQLTransformer inOneTask = new SQLTransformer().setStatement(IN_ONE_TASK);
    return new LearnedBaseline(
        "Linear SVM",
        "one class against the others, regularisation " + SVM_REGULARISATION,
        List.of(W1, W1_W2, APERTURES),
        false,
        new Pipeline().setStages(new PipelineStage[] {inOneTask, machines}));
  }

  /**
   * The random forest of Clarke et al. (2020, A&amp;A 639, A84, table 1, row WISE): W1 to W4. Fine
   * bins of the magnitudes let its trees see colours.
   */
  static LearnedBaseline clarke(long seed) {
    LearnedBaseline coarse = bai(seed, CLARKE_TREES);
    PipelineStage fine = ((RandomForestClassifier) coarse.estimator).setMaxBins(CLARKE_BINS);
    return new LearnedBaseline(coarse.name, coarse.method, coarse.features, false, fine);
  }

  /**
   * A support vector machine with a polynomial kernel of degree 3, on the features of Kurcz et al.
   * (2016): linear machines on all products of up to three standardised features.
   */
  static LearnedBaseline polynomialSvm() {
    return polynomialSvm(POLYNOMIAL_PASSES);
  }

  /** The same with another maximum number of passes over the training rows. */
  static LearnedBaseline polynomialSvm(int passes) {
    StandardScaler scaler =
        new StandardScaler().setWithMean(true).setInputCol(FEATURES).setOutputCol("scaled");
    PolynomialExpansion products =
        new PolynomialExpansion().setDegree(3).setInputCol("scaled").setOutputCol("products");
    PipelineStage[] machines = ((Pipeline) svm(passes).estimator).getStages();
    OneVsRest onProducts = ((OneVsRest) machines[1]).setFeaturesCol("products");
    return new LearnedBaseline(
        "Polynomial SVM",
        "polynomials of degree 3, regularisation " + SVM_REGULARISATION,
        List.of(W1, W1_W2, APERTURES),
        false,
        new Pipeline().setStages(new PipelineStage[] {machines[0], scaler, products, onProducts}));
  }

  private static LearnedBaseline forest(
      String name, int trees, List<CatalogFeature> features, boolean takesFewer, long seed) {
    RandomForestClassifier forest =
        new RandomForestClassifier()
            .setLabelCol(TARGET)
            .setFeaturesCol(FEATURES)
            .setPredictionCol(CLASS_INDEX)
            .setNumTrees(trees)
            .setMaxDepth(DEPTH)
            .setSeed(seed);
    String method = trees + " trees of depth " + DEPTH;
    return new LearnedBaseline(name, method, features, takesFewer, forest);
  }

  /** The rule in one sentence. */
  String rule() {
    return method
        + " on "
        + String.join(", ", features.stream().map(CatalogFeature::name).toList())
        + "; missing values replaced by the median of the training rows";
  }

  /** The columns of the features. */
  List<String> columns() {
    return features.stream().flatMap(feature -> feature.columns().stream()).distinct().toList();
  }

  /**
   * The columns without which the classifier cannot be measured; empty if it can.
   *
   * @param present the columns of the catalog
   */
  List<String> missing(Set<String> present) {
    return takesFewer && features.stream().anyMatch(f -> present.containsAll(f.columns()))
        ? List.of()
        : columns().stream().filter(column -> !present.contains(column)).toList();
  }

  /** The features without a value in any of the rows, which have no median. */
  List<CatalogFeature> withoutValues(Dataset<Row> train) {
    Set<String> present = Set.of(train.columns());
    List<CatalogFeature> possible =
        features.stream().filter(feature -> present.containsAll(feature.columns())).toList();
    Column[] counts =
        possible.stream().map(feature -> count(feature.value())).toArray(Column[]::new);
    Row values = train.select(counts).head();
    return features.stream()
        .filter(f -> !possible.contains(f) || values.getLong(possible.indexOf(f)) == 0)
        .toList();
  }

  /** The same classifier without some features. */
  LearnedBaseline without(List<CatalogFeature> omitted) {
    List<CatalogFeature> used = features.stream().filter(f -> !omitted.contains(f)).toList();
    return new LearnedBaseline(name, method, used, takesFewer, estimator);
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
    VectorAssembler assembler = new VectorAssembler().setInputCols(filled).setOutputCol(FEATURES);
    return new Pipeline().setStages(new PipelineStage[] {imputer, assembler, estimator});
  }

  private Dataset<Row> withFeatures(Dataset<Row> rows) {
    Dataset<Row> result = rows.withColumn(TARGET, target());
    String[] names = indexed("feature_");
    for (int i = 0; i < names.length; i++) {
      result = result.withColumn(names[i], features.get(i).value());
    }
    return result;
  }

  private String[] indexed(String prefix) {
    String[] names = new String[features.size()];
    Arrays.setAll(names, i -> prefix + i);
    return names;
  }

  /** The label as a number for spark-mllib: the index of the class in SourceClass. */
  private static Column target() {
    Column target = lit(null).cast("double");
    for (SourceClass sourceClass : SourceClass.values()) {
      Column isIt = col(MatchTable.LABEL).equalTo(sourceClass.name());
      target = when(isIt, (double) sourceClass.ordinal()).otherwise(target);
    }
    return target;
  }
}
