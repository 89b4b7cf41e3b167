/**
 * Which cutouts a network gets wrong, or right with a low confidence, and what they look like: the
 * groups of the misclassified cutouts and the cases of the outliers (sections 5.1 and 5.2 of the
 * paper). Nothing here changes what the evaluation measures.
 *
 * <p>Read {@link allsky.spark.evaluation.review.ReviewStep}, then {@link
 * allsky.spark.evaluation.review.ReviewedCutouts}, {@link
 * allsky.spark.evaluation.review.MisclassifiedGroups} and {@link
 * allsky.spark.evaluation.review.OutlierCase}.
 */
package allsky.spark.evaluation.review;
