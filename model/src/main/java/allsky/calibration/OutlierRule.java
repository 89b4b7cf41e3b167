package allsky.calibration;

import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;

/**
 * When a source is called an outlier: where its embedding is farther from the training's than a
 * limit, or else where the largest probability is below a threshold (the paper's section 5.2). Far
 * from the training the probabilities mean nothing, so that reason goes first.
 *
 * @param minimumConfidence the threshold, 0 to 1
 * @param maximumDistance the limit of the {@link TrainingDistance}, 0 or more; infinity for none
 */
public record OutlierRule(double minimumConfidence, double maximumDistance)
    implements Serializable {

  /** The rule by which nothing is an outlier. */
  public static final OutlierRule NONE = new OutlierRule(0, Double.POSITIVE_INFINITY);

  /** Why a source is an outlier. */
  public enum Reason {
    LOW_CONFIDENCE,
    FAR_FROM_TRAINING
  }

  public OutlierRule {
    if (!(minimumConfidence >= 0 && minimumConfidence <= 1)) {
      throw new IllegalArgumentException(
          "Invalid minimum confidence (0 to 1): " + minimumConfidence);
    }
    if (!(maximumDistance >= 0)) {
      throw new IllegalArgumentException(
          "Invalid maximum distance (0 or more): " + maximumDistance);
    }
  }

  /**
   * The reason, or none for an ordinary source.
   *
   * @param trainingDistance NaN where it is not known
   */
  public Optional<Reason> reason(Prediction prediction, double trainingDistance) {
    if (trainingDistance > maximumDistance) {
      return Optional.of(Reason.FAR_FROM_TRAINING);
    }
    return prediction.confidence() < minimumConfidence
        ? Optional.of(Reason.LOW_CONFIDENCE)
        : Optional.empty();
  }

  /** Such as "FAR_FROM_TRAINING beyond 31.25, else LOW_CONFIDENCE below 0.5". */
  public String words() {
    String confidence = "LOW_CONFIDENCE below " + minimumConfidence;
    return Double.isInfinite(maximumDistance)
        ? confidence
        : String.format(
            Locale.ROOT, "FAR_FROM_TRAINING beyond %.4g, else %s", maximumDistance, confidence);
  }
}
