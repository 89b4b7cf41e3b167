package allsky.inference;

import java.io.Serializable;
import java.util.Optional;

/**
 * When a source is called an outlier: where the largest probability is below a threshold (the
 * paper's section 5.2).
 *
 * @param minimumConfidence the threshold, 0 to 1
 */
public record OutlierRule(double minimumConfidence) implements Serializable {

  /** Why a source is an outlier. */
  public enum Reason {
    LOW_CONFIDENCE
  }

  public OutlierRule {
    if (!(minimumConfidence >= 0 && minimumConfidence <= 1)) {
      throw new IllegalArgumentException(
          "Invalid minimum confidence (0 to 1): " + minimumConfidence);
    }
  }

  /** The reason, or none for an ordinary source. */
  public Optional<Reason> reason(Prediction prediction) {
    return prediction.confidence() < minimumConfidence
        ? Optional.of(Reason.LOW_CONFIDENCE)
        : Optional.empty();
  }
}
