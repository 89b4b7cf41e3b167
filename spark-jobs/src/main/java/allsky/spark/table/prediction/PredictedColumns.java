package allsky.spark.table.prediction;

import allsky.calibration.OutlierRule;
import allsky.survey.SourceClass;
import java.util.List;

/**
 * What a table of predictions has beside the sources' own columns.
 *
 * @param classes those of the model
 * @param outliers when a source is an outlier
 * @param embeddings true with a last column of embeddings
 */
public record PredictedColumns(
    List<SourceClass> classes, OutlierRule outliers, boolean embeddings) {}
