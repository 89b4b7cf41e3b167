/**
 * The sky, the pixels and the network behind allsky; nothing here knows Spark.
 *
 * <p>Read in the order of the imports: {@code sky} and {@code survey}, then {@code fits}, {@code
 * footprint}, {@code cutout}, {@code network}, {@code training}, {@code inference}, {@code
 * calibration}, {@code metrics}; {@code simulation} makes skies to try them on.
 */
package allsky;
