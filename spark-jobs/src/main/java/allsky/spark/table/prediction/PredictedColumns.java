package allsky.spark.table.prediction;

import allsky.calibration.OutlierRule;
import allsky.survey.SourceClass;
import java.util.List;

/**
 * The columns that a table of predictions adds to the sources' columns.
 *
 * @param classes the classes of the model
 * @param outliers the rule for outliers
 * @param embeddings true if the last column has embeddings
 */
public record PredictedColumns(
    List<SourceClass> classes, OutlierRule outliers, boolean embeddings) {}
