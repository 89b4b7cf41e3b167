package allsky.inference;

import java.util.Optional;

/**
 * What is said of a source.
 *
 * @param trainingDistance see {@link TrainingDistance}; NaN where the model has none
 * @param outlier why the source is an outlier; none for an ordinary one
 * @param embedding what the network's last layer takes; empty where nobody wants it
 */
public record Judgement(
    Prediction prediction,
    float trainingDistance,
    Optional<OutlierRule.Reason> outlier,
    float[] embedding) {}
