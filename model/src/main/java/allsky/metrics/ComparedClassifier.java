package allsky.metrics;

/**
 * A classifier in a comparison: the network, or a baseline without pixels.
 *
 * @param name in two words
 * @param rule how it classifies, in one sentence
 * @param confusion its true and predicted classes on the test split
 */
public record ComparedClassifier(String name, String rule, ConfusionMatrix confusion) {}
