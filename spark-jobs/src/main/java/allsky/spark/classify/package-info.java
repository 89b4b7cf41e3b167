/**
 * Classifies sources: the work of one tile from its pixels to probabilities, one model an executor
 * and device, and the waves by which a long run is committed and resumed.
 *
 * <p>Read {@link allsky.spark.classify.TileClassification}, then {@link
 * allsky.spark.classify.ExecutorModels} and {@link allsky.spark.classify.Waves}.
 */
package allsky.spark.classify;
