/**
 * The sky, the pixels and the network behind allsky; nothing here knows Spark.
 *
 * <p>Read in the order of the imports: {@code sky} and {@code survey}, then {@code image}, {@code
 * network}, {@code training}, {@code inference}, {@code evaluation}; {@code simulation} makes skies
 * to try them on.
 */
package allsky;
