package allsky.spark.training.comparison;

import allsky.metrics.PairedComparison;
import allsky.metrics.interval.Estimate;
import allsky.network.NetworkShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The comparison as lines of text. */
public final class ComparisonLines {

  private ComparisonLines() {}

  /** One line about a training that is finished. */
  static String result(MeasuredNetwork network) {
    Estimate accuracy = Estimate.of(network.predictions().confusion().accuracy());
    return "%s: test accuracy %s".formatted(network.variant().title(), percent(accuracy));
  }

  /** The table for a terminal: a line for each network, then the paired tests. */
  public static List<String> of(ComparisonTable table) {
    List<String> lines = new ArrayList<>();
    lines.add(
        line(
            "network",
            "test",
            "accuracy, %",
            "from the reference",
            "parameters",
            "Mmult-add",
            "train/s",
            "ONNX/s",
            "MiB"));
    table.groups().forEach(group -> lines.add(line(group, table.reference())));
    table.groups().stream()
        .filter(group -> group.difference().isPresent())
        .forEach(group -> lines.add(paired(group)));
    return lines;
  }

  private static String line(ComparisonTable.Group group, NetworkShape reference) {
    MeasuredNetwork first = group.first();
    MeasuredNetwork.Speed speed = first.speed();
    return line(
        NetworkVariant.name(group.shape()),
        String.valueOf(first.truth().length),
        percent(group.accuracy()),
        group.shape().equals(reference)
            ? "reference"
            : group.difference().map(ComparisonLines::points).orElse(""),
        String.format(Locale.ROOT, "%,d", first.cost().parameters()),
        String.format(Locale.ROOT, "%.1f", first.cost().multiplyAdds() / 1e6),
        String.format(Locale.ROOT, "%.1f", speed.trainingImagesPerSecond()),
        String.format(Locale.ROOT, "%.1f", speed.exportedImagesPerSecond()),
        speed.peakMemoryBytes() == null
            ? "?"
            : String.format(Locale.ROOT, "%d", speed.peakMemoryBytes() >> 20));
  }

  private static String line(String... cells) {
    return String.format(
            Locale.ROOT, "%-40s %6s %-20s %-20s %11s %9s %8s %8s %6s", (Object[]) cells)
        .stripTrailing();
  }

  private static String paired(ComparisonTable.Group group) {
    String seeds =
        group.entries().stream().map(ComparisonLines::paired).collect(Collectors.joining("; "));
    return "%s, McNemar: %s".formatted(NetworkVariant.name(group.shape()), seeds);
  }

  private static String paired(ComparisonTable.Entry entry) {
    return "seed %d: %s"
        .formatted(
            entry.network().seed(),
            entry.paired().map(ComparisonLines::paired).orElse("the reference has no such seed"));
  }

  private static String paired(PairedComparison paired) {
    return String.format(
        Locale.ROOT,
        "only this right %d, only the reference %d, p = %.3g",
        paired.onlyFirst(),
        paired.onlySecond(),
        paired.pValue());
  }

  private static String percent(Estimate share) {
    return String.format(
        Locale.ROOT,
        "%.1f (%.1f to %.1f)",
        100 * share.value(),
        100 * share.low(),
        100 * share.high());
  }

  private static String points(Estimate difference) {
    return difference.isDefined()
        ? String.format(
            Locale.ROOT,
            "%+.1f (%+.1f to %+.1f)",
            100 * difference.value(),
            100 * difference.low(),
            100 * difference.high())
        : "no common cutouts";
  }
}
