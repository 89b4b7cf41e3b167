package allsky.metrics;

import allsky.metrics.interval.Estimate;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The measures of the paper's table 2 for one class against the rest, with their intervals.
 *
 * @param precision of those called so, the share that is right
 * @param recall of those of the class, the share that is found
 * @param specificity of those not of the class, the share that is called otherwise
 * @param f1 harmonic mean of precision and recall
 * @param accuracy share of right answers to "is it of this class?"
 */
public record ClassScores(
    Estimate precision, Estimate recall, Estimate specificity, Estimate f1, Estimate accuracy) {

  /** The measures of counted sources, with Wilson's intervals. */
  public static ClassScores of(ClassMetrics metrics) {
    return new ClassScores(
        Estimate.of(metrics.precision()),
        Estimate.of(metrics.recall()),
        Estimate.of(metrics.specificity()),
        metrics.f1Estimate(),
        Estimate.of(metrics.accuracy()));
  }

  /** The measures by the names that outputs give them, in their order. */
  public Map<String, Estimate> byName() {
    Map<String, Estimate> byName = new LinkedHashMap<>();
    byName.put("precision", precision);
    byName.put("recall", recall);
    byName.put("specificity", specificity);
    byName.put("f1", f1);
    byName.put("accuracy", accuracy);
    return byName;
  }
}
