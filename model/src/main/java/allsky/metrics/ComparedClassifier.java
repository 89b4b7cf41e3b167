package allsky.metrics;

import java.util.Optional;

/**
 * A classifier in a comparison: the network, or a baseline without pixels.
 *
 * @param name in a few words
 * @param rule how it classifies, in one sentence
 * @param confusion its true and predicted classes on the test split
 * @param againstNetwork the classifier first, the network second, on the sources that both have
 *     classified; empty for the network, and if there is none
 */
public record ComparedClassifier(
    String name,
    String rule,
    ConfusionMatrix confusion,
    Optional<PairedComparison> againstNetwork) {}
