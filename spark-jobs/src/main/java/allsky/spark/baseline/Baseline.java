package allsky.spark.baseline;

import allsky.metrics.ConfusionMatrix;

/**
 * How well a classifier without pixels does on the test split.
 *
 * @param name in two words
 * @param rule what it does, in one sentence
 * @param confusion true and predicted classes of the test split
 */
public record Baseline(String name, String rule, ConfusionMatrix confusion) {}
