package allsky.spark.table.prediction;

import static allsky.spark.columns.Columns.column;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import allsky.spark.table.cutout.CutoutTable;
import allsky.survey.SourceClass;
import java.util.List;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The table of predictions for labelled cutouts: a {@link PredictionTable} with the key, the
 * columns of {@link CutoutTable#KEPT} that the cutouts have, and at the end the probabilities
 * before temperature scaling.
 */
public final class EvaluatedTable {

  /** The class of the SVM head; only with {@code --head svm}. */
  public static final String SVM_CLASS = "svm_class";

  private EvaluatedTable() {}

  /** The column with the class of the SVM head. */
  public static StructField svmClass() {
    return column(
        SVM_CLASS,
        StringType,
        "",
        "meta.code.class",
        "Class of the SVM head (--head svm); null without a class");
  }

  /** The column with a class's probability before temperature scaling: uncalibrated_star. */
  public static String uncalibrated(SourceClass sourceClass) {
    return "uncalibrated_" + sourceClass.columnName();
  }

  /**
   * The schema of a table.
   *
   * @param predictions the schema of the predictions
   * @param classes the classes of the model
   */
  public static StructType schema(StructType predictions, List<SourceClass> classes) {
    StructType schema = predictions;
    for (SourceClass sourceClass : classes) {
      schema =
          schema.add(
              column(
                  uncalibrated(sourceClass),
                  FloatType,
                  "",
                  PredictionTable.CLASS_PROBABILITY,
                  "Probability of " + sourceClass + " before temperature scaling"));
    }
    return schema;
  }
}
