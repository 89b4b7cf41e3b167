/**
 * Compares scores that shall find unusual sources, on cutouts of unusual objects and on the
 * evaluated cutouts.
 *
 * <p>Read {@link allsky.spark.evaluation.outliers.OutlierCutouts} first, then {@link
 * allsky.spark.evaluation.outliers.OutlierComparison}.
 */
package allsky.spark.evaluation.outliers;
