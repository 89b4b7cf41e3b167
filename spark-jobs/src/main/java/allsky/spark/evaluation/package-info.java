/**
 * Measures a model on cutouts whose class is known, and writes what it finds; the measures
 * themselves are {@code allsky.metrics}, and the classifying is another step's.
 *
 * <p>Read {@link allsky.spark.evaluation.EvaluatedCutouts}, then {@link
 * allsky.spark.evaluation.EvaluatedSample} and {@link allsky.spark.evaluation.EvaluationFiles}.
 */
package allsky.spark.evaluation;
