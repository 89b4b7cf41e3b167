package allsky.metrics;

import allsky.metrics.interval.Estimate;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The measures of the paper's table 2 for one class against the rest, with their intervals.
 *
 * @param precision share of the sources predicted as the class that are of the class
 * @param recall share of the sources of the class that are predicted as the class
 * @param specificity share of the other sources that are predicted as another class
 * @param f1 harmonic mean of precision and recall
 * @param accuracy share of right answers to "is it of this class?"
 */
public record ClassScores(
    Estimate precision, Estimate recall, Estimate specificity, Estimate f1, Estimate accuracy) {

  /** The measures from counts, with Wilson's intervals. */
  public static ClassScores of(ClassMetrics metrics) {
    return new ClassScores(
        Estimate.of(metrics.precision()),
        Estimate.of(metrics.recall()),
        Estimate.of(metrics.specificity()),
        metrics.f1Estimate(),
        Estimate.of(metrics.accuracy()));
  }

  /** The measures by their names in the outputs, in order. */
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
