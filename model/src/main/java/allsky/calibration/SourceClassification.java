package allsky.calibration;

import java.util.Optional;

/**
 * The classification of one source.
 *
 * @param trainingDistance see {@link TrainingDistance}; NaN if the model has no distances
 * @param outlier why the source is an outlier; empty if it is not
 * @param embedding the input of the network's last layer; empty if it was not requested
 */
public record SourceClassification(
    Prediction prediction,
    float trainingDistance,
    Optional<OutlierRule.Reason> outlier,
    float[] embedding) {

  /**
   * False if the network's output has a NaN or an infinity, so that it has no meaning.
   *
   * @param withDistance true if the model has a {@link TrainingDistance}
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
