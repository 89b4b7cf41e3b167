/**
 * Classifies sources: the work on one tile from its pixels to probabilities, one model for each
 * executor and device, and the chunks by which a long run is committed and resumed.
 *
 * <p>Read {@link allsky.spark.classify.TileClassification}, then {@link
 * allsky.spark.classify.ModelCache} and {@link allsky.spark.classify.Waves}.
 */
package allsky.spark.classify;
