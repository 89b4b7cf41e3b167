package allsky.spark.baseline;

import allsky.metrics.ConfusionMatrix;

/**
 * The result of a classifier without pixels on the test split.
 *
 * @param name a short name
 * @param rule its rule in one sentence
 * @param confusion true and predicted classes of the test split
 */
public record Baseline(String name, String rule, ConfusionMatrix confusion) {}
