/**
 * The sky, the pixels and the network of allsky. This module does not depend on Spark.
 *
 * <p>Read in the order of the imports: {@code sky} and {@code survey}, then {@code fits}, {@code
 * footprint}, {@code cutout}, {@code network}, {@code training}, {@code inference}, {@code
 * calibration}, {@code metrics}. The package {@code simulation} makes simulated skies for tests and
 * demos.
 */
package allsky;
