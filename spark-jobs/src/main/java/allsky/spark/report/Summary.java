package allsky.spark.report;

import allsky.metrics.ComparedClassifier;
import allsky.metrics.ConfusionMatrix;
import allsky.metrics.interval.Proportion;
import allsky.spark.report.run.RunCounts;
import allsky.spark.report.section.Numbers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The key figures of a run.
 *
 * @param run the path of the run
 * @param simulated true if the sky is simulated
 * @param counts the row counts of its tables
 * @param network the network's confusion matrix on the test split, if there is one
 * @param baselines the baselines
 */
record Summary(
    String run,
    boolean simulated,
    RunCounts counts,
    Optional<ConfusionMatrix> network,
    List<ComparedClassifier> baselines) {

  /** Names and values for the header of the page. */
  Map<String, String> figures() {
    Map<String, String> figures = new LinkedHashMap<>();
    counts.sources().ifPresent(count -> figures.put("sources", Numbers.count(count)));
    putPresent(figures, "matches with spectra", counts.matchCount());
    putPresent(figures, "classified sources", counts.classified());
    if (counts.classified() > 0) {
      figures.put("outliers", Numbers.count(counts.outlierCount()));
    }
    network.ifPresent(
        confusion ->
            figures.put(
                simulated ? "test accuracy, simulated" : "test accuracy",
                Numbers.percent(confusion.accuracy().value()) + " %"));
    return figures;
  }

  /** The lines of {@code summary.txt}. */
  String text() {
    StringBuilder text = new StringBuilder();
    line(text, "run", run + (simulated ? " (simulated sky)" : ""));
    counts.sources().ifPresent(count -> line(text, "sources", Numbers.count(count)));
    if (!counts.matches().isEmpty()) {
      line(text, "matches", Numbers.count(counts.matchCount()));
    }
    if (!counts.predictions().isEmpty()) {
      line(text, "classified", Numbers.count(counts.classified()));
      line(text, "outliers", Numbers.count(counts.outlierCount()));
    }
    network.ifPresent(confusion -> accuracy(text, "IICnet", confusion));
    baselines.forEach(baseline -> accuracy(text, baseline.name(), baseline.confusion()));
    return text.toString();
  }

  private void accuracy(StringBuilder text, String name, ConfusionMatrix confusion) {
    Proportion accuracy = confusion.accuracy();
    line(
        text,
        name,
        String.format(
            Locale.ROOT,
            "accuracy %s %% (%s to %s) on %s sources of the test split%s",
            Numbers.percent(accuracy.value()),
            Numbers.percent(accuracy.low()),
            Numbers.percent(accuracy.high()),
            Numbers.count(confusion.total()),
            simulated ? ", simulated" : ""));
  }

  private static void putPresent(Map<String, String> figures, String name, long count) {
    if (count > 0) {
      figures.put(name, Numbers.count(count));
    }
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "%-14s %s%n", name, value));
  }
}
