package allsky.spark.evaluation.head;

import static org.apache.spark.ml.functions.array_to_vector;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_repeat;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import allsky.metrics.ConfusionMatrix;
import allsky.metrics.PairedComparison;
import allsky.spark.columns.Columns;
import allsky.spark.table.TableFolder;
import allsky.spark.table.cutout.CutoutTable;
import allsky.spark.table.prediction.EvaluatedTable;
import allsky.spark.table.prediction.PredictionTable;
import allsky.survey.SourceClass;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.classification.LinearSVC;
import org.apache.spark.ml.classification.OneVsRest;
import org.apache.spark.ml.classification.OneVsRestModel;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A linear support vector machine of spark-mllib on the embeddings of a network, one class against
 * the others. It is fitted on the train split. Its regularisation is the one with the greatest
 * accuracy on the validation split; of equal ones the strongest.
 */
public final class SvmHead {

  /** From the strongest to the weakest: the weight of the squared margin in the loss. */
  private static final double[] REGULARISATIONS = {0.1, 0.01, 0.001, 0.0001};

  /** A tighter tolerance and more passes take longer and find the same classes. */
  private static final double TOLERANCE = 1e-2;

  private static final int PASSES = 30;

  /** Cutouts of a task: the fit makes hundreds of passes, so that few large tasks are faster. */
  private static final long CUTOUTS_IN_TASK = 20_000;

  private static final String TARGET = "_target";
  private static final String VECTOR = "_vector";
  private static final String INDEX = "_index";

  private final List<SourceClass> classes;
  private final OneVsRestModel model;
  private final double regularisation;
  private final double validationAccuracy;
  private final long fitted;

  private SvmHead(
      List<SourceClass> classes,
      OneVsRestModel model,
      double regularisation,
      double validationAccuracy,
      long fitted) {
    this.classes = classes;
    this.model = model;
    this.regularisation = regularisation;
    this.validationAccuracy = validationAccuracy;
    this.fitted = fitted;
  }

  /**
   * Fits the head.
   *
   * @param train predictions with embeddings and labels, of the train split
   * @param validation the same of the validation split
   */
  public static SvmHead fitted(
      Dataset<Row> train, Dataset<Row> validation, List<SourceClass> classes) {
    return fitted(train, validation, classes, PASSES, REGULARISATIONS);
  }

  static SvmHead fitted(
      Dataset<Row> train,
      Dataset<Row> validation,
      List<SourceClass> classes,
      int passes,
      double... regularisations) {
    Dataset<Row> known = vectors(train, classes).cache();
    Dataset<Row> judged = vectors(validation, classes).cache();
    long count = known.count();
    long trials = judged.count();
    int tasks = (int) (1 + count / CUTOUTS_IN_TASK);
    Dataset<Row> gathered = known.coalesce(tasks).cache();
    SvmHead best = null;
    for (double regularisation : regularisations) {
      OneVsRestModel model = machines(regularisation, passes).fit(gathered);
      long right = model.transform(judged).where(col(TARGET).equalTo(col(INDEX))).count();
      double accuracy = trials == 0 ? 0 : (double) right / trials;
      if (best == null || accuracy > best.validationAccuracy) {
        best = new SvmHead(classes, model, regularisation, accuracy, count);
      }
    }
    List.of(known, judged, gathered).forEach(Dataset::unpersist);
    return best;
  }

  private static OneVsRest machines(double regularisation, int passes) {
    LinearSVC machine =
        new LinearSVC().setRegParam(regularisation).setTol(TOLERANCE).setMaxIter(passes);
    return new OneVsRest()
        .setClassifier(machine)
        .setLabelCol(TARGET)
        .setFeaturesCol(VECTOR)
        .setPredictionCol(INDEX);
  }

  private static Dataset<Row> vectors(Dataset<Row> embedded, List<SourceClass> classes) {
    Column target = lit(null).cast("double");
    for (int i = 0; i < classes.size(); i++) {
      Column isIt = col(CutoutTable.LABEL).equalTo(classes.get(i).name());
      target = when(isIt, (double) i).otherwise(target);
    }
    return embedded
        .where(col(PredictionTable.EMBEDDING).isNotNull())
        .select(target.as(TARGET), array_to_vector(col(PredictionTable.EMBEDDING)).as(VECTOR));
  }

  /** The predictions with the class of the head instead of the embedding. */
  public Dataset<Row> answered(Dataset<Row> embedded) {
    StructType schema = new StructType();
    for (StructField field : embedded.schema().fields()) {
      schema = field.name().equals(PredictionTable.EMBEDDING) ? schema : schema.add(field);
    }
    schema = schema.add(EvaluatedTable.svmClass());
    Column zeros = array_repeat(lit(0f), size());
    Column embedding = coalesce(col(PredictionTable.EMBEDDING), zeros);
    Column[] names = classes.stream().map(c -> lit(c.name())).toArray(Column[]::new);
    Column named = element_at(array(names), col(INDEX).plus(1).cast("int"));
    Column[] kept = Arrays.stream(schema.fieldNames()).map(Columns::named).toArray(Column[]::new);
    Dataset<Row> rows =
        model
            .transform(embedded.withColumn(VECTOR, array_to_vector(embedding)))
            .withColumn(
                EvaluatedTable.SVM_CLASS, when(col(PredictionTable.CLASS).isNotNull(), named))
            .select(kept);
    return TableFolder.described(rows, schema);
  }

  private int size() {
    return model.models()[0].numFeatures();
  }

  /**
   * Compares the head with the network.
   *
   * @param evaluated predictions that {@link #answered} made
   */
  public HeadComparison compared(Dataset<Row> evaluated) {
    long[][] softmax = new long[classes.size()][classes.size()];
    long[][] svm = new long[classes.size()][classes.size()];
    int onlySvm = 0;
    int onlySoftmax = 0;
    int sources = 0;
    List<Row> rows =
        evaluated
            .where(col(PredictionTable.CLASS).isNotNull())
            .groupBy(
                col(CutoutTable.LABEL), col(PredictionTable.CLASS), col(EvaluatedTable.SVM_CLASS))
            .count()
            .collectAsList();
    for (Row row : rows) {
      int truth = index(row, 0);
      int count = Math.toIntExact(row.getLong(3));
      softmax[truth][index(row, 1)] += count;
      svm[truth][index(row, 2)] += count;
      sources += count;
      onlySvm += index(row, 2) == truth && index(row, 1) != truth ? count : 0;
      onlySoftmax += index(row, 1) == truth && index(row, 2) != truth ? count : 0;
    }
    return new HeadComparison(
        regularisation,
        validationAccuracy,
        fitted,
        ConfusionMatrix.of(classes, softmax),
        ConfusionMatrix.of(classes, svm),
        new PairedComparison(onlySvm, onlySoftmax, sources));
  }

  private int index(Row row, int column) {
    return classes.indexOf(SourceClass.valueOf(row.getString(column)));
  }
}
