package allsky.spark.report.run;

import allsky.metrics.ConfusionMatrix;

/**
 * A baseline classifier with which the network is compared.
 *
 * @param name a short name
 * @param rule its rule in one sentence
 * @param confusion the confusion matrix on the test split
 */
public record Rival(String name, String rule, ConfusionMatrix confusion) {}
