package allsky.calibration;

import java.util.Optional;

/**
 * What is said of a source.
 *
 * @param trainingDistance see {@link TrainingDistance}; NaN where the model has none
 * @param outlier why the source is an outlier; none for an ordinary one
 * @param embedding what the network's last layer takes; empty where nobody wants it
 */
public record SourceClassification(
    Prediction prediction,
    float trainingDistance,
    Optional<OutlierRule.Reason> outlier,
    float[] embedding) {

  /**
   * False where a number of the network's output was none, so that nothing follows from it.
   *
   * @param withDistance true where the model has a {@link TrainingDistance}
   */
  public boolean isFinite(boolean withDistance) {
    for (float value : embedding) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return Double.isFinite(prediction.confidence())
        && (!withDistance || Float.isFinite(trainingDistance));
  }
}
