package allsky.spark.report.run;

import allsky.metrics.ConfusionMatrix;

/**
 * A classifier to compare the network with.
 *
 * @param name in two words
 * @param rule what it does, in one sentence
 * @param confusion its true and predicted classes on the test split
 */
public record Rival(String name, String rule, ConfusionMatrix confusion) {}
