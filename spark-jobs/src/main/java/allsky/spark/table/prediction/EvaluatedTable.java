package allsky.spark.table.prediction;

import static allsky.spark.columns.Columns.column;
import static org.apache.spark.sql.types.DataTypes.FloatType;

import allsky.spark.table.cutout.CutoutTable;
import allsky.survey.SourceClass;
import java.util.List;
import org.apache.spark.sql.types.StructType;

/**
 * Predictions of cutouts whose class is known: a {@link PredictionTable} whose carried columns are
 * the key and what the cutouts have of {@link CutoutTable#KEPT}, with the probabilities before
 * temperature scaling behind.
 */
public final class EvaluatedTable {

  private EvaluatedTable() {}

  /** The column with a class's probability before temperature scaling: uncalibrated_star. */
  public static String uncalibrated(SourceClass sourceClass) {
    return "uncalibrated_" + sourceClass.columnName();
  }

  /**
   * The schema of a table.
   *
   * @param predictions that of the predictions
   * @param classes those of the model
   */
  public static StructType schema(StructType predictions, List<SourceClass> classes) {
    StructType schema = predictions;
    for (SourceClass sourceClass : classes) {
      schema =
          schema.add(
              VoTerms.described(
                  column(
                      uncalibrated(sourceClass),
                      FloatType,
                      "Probability of " + sourceClass + " before temperature scaling")));
    }
    return schema;
  }
}
