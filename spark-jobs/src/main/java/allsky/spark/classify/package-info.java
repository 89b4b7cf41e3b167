/**
 * Classifies sources: the work on one tile from pixels to probabilities, one open model for each
 * executor and device, and the chunks in which a long run is committed and resumed.
 *
 * <p>Read {@link allsky.spark.classify.TileClassification} and {@link
 * allsky.spark.classify.ModelCache}, then {@link allsky.spark.classify.ChunkPlan}, {@link
 * allsky.spark.classify.ChunkStore} and {@link allsky.spark.classify.ClassificationStep}.
 */
package allsky.spark.classify;
