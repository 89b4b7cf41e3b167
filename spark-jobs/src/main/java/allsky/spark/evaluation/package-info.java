/**
 * Evaluates a model on labelled cutouts, and writes the results. The metrics are in {@code
 * allsky.metrics}; the step of {@code allsky.spark.classify} classifies the cutouts.
 *
 * <p>Read {@link allsky.spark.evaluation.EvaluationStep}, then {@link
 * allsky.spark.evaluation.EvaluatedCutouts}, {@link allsky.spark.evaluation.EvaluatedSample} and
 * {@link allsky.spark.evaluation.EvaluationFiles}.
 */
package allsky.spark.evaluation;
