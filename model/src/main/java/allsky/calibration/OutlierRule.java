package allsky.calibration;

import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides whether a source is an outlier. A source is an outlier if its training distance exceeds a
 * limit, or if its largest probability is below a threshold (the paper's section 5.2). Far from the
 * training set the probabilities mean nothing, so the distance is tested first.
 *
 * @param minimumConfidence the threshold, 0 to 1
 * @param maximumDistance the limit of the {@link TrainingDistance}, 0 or more; infinity for no
 *     limit
 */
public record OutlierRule(double minimumConfidence, double maximumDistance)
    implements Serializable {

  /** The rule under which no source is an outlier. */
  public static final OutlierRule NONE = new OutlierRule(0, Double.POSITIVE_INFINITY);

  /** Why a source is an outlier. */
  public enum Reason {
    LOW_CONFIDENCE,
    FAR_FROM_TRAINING,
    /** Far from training, see {@code allsky.cutout.measure.PixelCase}; so are the next three. */
    NO_SOURCE,
    UNEVEN_BACKGROUND,
    COOL_DWARF,
    RED_IN_W3,
    /** Far from training by the magnitudes only, and none of the cases above. */
    UNUSUAL_COLOURS
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
   * The reason why a source is an outlier; empty if it is not.
   *
   * @param trainingDistance NaN if it is not known
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
  public String text() {
    String confidence = "LOW_CONFIDENCE below " + minimumConfidence;
    return Double.isInfinite(maximumDistance)
        ? confidence
        : String.format(
            Locale.ROOT, "FAR_FROM_TRAINING beyond %.4g, else %s", maximumDistance, confidence);
  }
}
