package allsky.spark.training.comparison;

import allsky.spark.plot.ComparisonPlot;
import allsky.spark.plot.ComparisonPlot.Curve;
import allsky.spark.plot.canvas.ErrorBar;
import allsky.spark.plot.canvas.Picture;
import allsky.spark.plot.canvas.Points;
import allsky.training.history.EpochResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** The pictures of a comparison, by file name. */
final class ComparisonPictures {

  private final ComparisonTable table;

  private ComparisonPictures(ComparisonTable table) {
    this.table = table;
  }

  static Map<String, Picture> of(ComparisonTable table) {
    ComparisonPictures pictures = new ComparisonPictures(table);
    Map<String, Picture> all = new LinkedHashMap<>();
    all.put(
        "validation-accuracy.png",
        ComparisonPlot.curves(
            "accuracy on the validation split", pictures.curves(EpochResult::validationAccuracy)));
    all.put(
        "validation-loss.png",
        ComparisonPlot.curves(
            "cross entropy on the validation split", pictures.curves(EpochResult::validationLoss)));
    all.put(
        "accuracy-by-operations.png",
        ComparisonPlot.byOperations(
            pictures.points(group -> group.first().cost().multiplyAdds() / 1e6)));
    Map<String, List<ErrorBar>> sides = pictures.bySide();
    if (sides.values().stream().anyMatch(line -> line.size() > 1)) {
      all.put("accuracy-by-input-side.png", ComparisonPlot.byInputSide(sides));
    }
    return all;
  }

  private static String name(ComparisonTable.Group group) {
    return NetworkVariant.name(group.shape());
  }

  /** One curve for each network: the mean over the seeds, up to the shortest training. */
  private List<Curve> curves(ToDoubleFunction<EpochResult> quantity) {
    return table.groups().stream().map(group -> curve(group, quantity)).toList();
  }

  private static Curve curve(ComparisonTable.Group group, ToDoubleFunction<EpochResult> quantity) {
    List<List<EpochResult>> histories =
        group.entries().stream().map(entry -> entry.network().history().epochs()).toList();
    int epochs = histories.stream().mapToInt(List::size).min().orElseThrow();
    double[] x = new double[epochs];
    double[] y = new double[epochs];
    for (int i = 0; i < epochs; i++) {
      int epoch = i;
      x[i] = epoch + 1;
      y[i] =
          histories.stream()
              .mapToDouble(history -> quantity.applyAsDouble(history.get(epoch)))
              .average()
              .orElseThrow();
    }
    return new Curve(name(group), Points.of(x, y));
  }

  private Map<String, List<ErrorBar>> points(ToDoubleFunction<ComparisonTable.Group> x) {
    Map<String, List<ErrorBar>> points = new LinkedHashMap<>();
    table
        .groups()
        .forEach(group -> points.put(name(group), List.of(bar(group, x.applyAsDouble(group)))));
    return points;
  }

  /** A line for each network with its stem and bands, in the order of the sides. */
  private Map<String, List<ErrorBar>> bySide() {
    Map<String, SortedMap<Integer, ErrorBar>> lines = new LinkedHashMap<>();
    for (ComparisonTable.Group group : table.groups()) {
      int side = group.shape().inputSide();
      lines
          .computeIfAbsent(name(group).replace(", " + side + " pixels", ""), key -> new TreeMap<>())
          .put(side, bar(group, side));
    }
    Map<String, List<ErrorBar>> bars = new LinkedHashMap<>();
    lines.forEach((name, line) -> bars.put(name, new ArrayList<>(line.values())));
    return bars;
  }

  private static ErrorBar bar(ComparisonTable.Group group, double x) {
    return new ErrorBar(
        x, group.accuracy().value(), group.accuracy().low(), group.accuracy().high());
  }
}
