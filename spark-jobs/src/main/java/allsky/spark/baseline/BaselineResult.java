package allsky.spark.baseline;

import allsky.metrics.ComparedClassifier;
import java.util.List;

/**
 * The baselines on the test split.
 *
 * @param measured the baselines that were measured
 * @param leftOut a sentence for each baseline that was not measured, with the reason
 */
public record BaselineResult(List<ComparedClassifier> measured, List<String> leftOut) {

  public BaselineResult {
    measured = List.copyOf(measured);
    leftOut = List.copyOf(leftOut);
  }
}
