/**
 * Another last step for a trained network: a support vector machine on its embeddings, fitted and
 * measured on the same splits as the network (the future work of the paper).
 *
 * <p>Read {@link allsky.spark.evaluation.head.SvmHead}, then {@link
 * allsky.spark.evaluation.head.HeadComparison}.
 */
package allsky.spark.evaluation.head;
