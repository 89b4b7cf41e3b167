package allsky.spark.evaluation;

import static org.apache.spark.sql.functions.col;

import allsky.calibration.ClassSets;
import allsky.metrics.interval.Proportion;
import allsky.network.model.ClassSetLimits;
import allsky.spark.table.cutout.CutoutTable;
import allsky.spark.table.prediction.PredictionTable;
import allsky.survey.SourceClass;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How often the class sets of evaluated cutouts have the true class, and how many classes they
 * have.
 *
 * @param wanted the coverage that the limits of the model are for, 0 to 1
 * @param covered by true class: the cutouts whose set has the true class
 * @param sizes by number of classes: the cutouts with such a set; 0 for empty sets
 */
record ClassSetCoverage(
    double wanted, Map<SourceClass, Proportion> covered, Map<Integer, Long> sizes) {

  ClassSetCoverage {
    covered = new TreeMap<>(covered);
    sizes = new TreeMap<>(sizes);
  }

  /**
   * Counts the sets of a table of evaluated cutouts.
   *
   * @param limits of the model; null if it has none
   * @return empty without limits
   */
  static Optional<ClassSetCoverage> of(
      Dataset<Row> evaluated, List<SourceClass> classes, ClassSetLimits limits) {
    if (limits == null) {
      return Optional.empty();
    }
    Map<SourceClass, long[]> counts = new TreeMap<>();
    classes.forEach(each -> counts.put(each, new long[2]));
    Map<Integer, Long> sizes = new TreeMap<>();
    List<Row> groups =
        evaluated
            .filter(col(PredictionTable.CLASS_SET).isNotNull())
            .groupBy(col(CutoutTable.LABEL), col(PredictionTable.CLASS_SET))
            .count()
            .collectAsList();
    for (Row group : groups) {
      List<String> set =
          group.getString(1).equals(ClassSets.EMPTY)
              ? List.of()
              : Arrays.asList(group.getString(1).split(","));
      long[] count = counts.get(SourceClass.valueOf(group.getString(0)));
      count[0] += set.contains(group.getString(0)) ? group.getLong(2) : 0;
      count[1] += group.getLong(2);
      sizes.merge(set.size(), group.getLong(2), Long::sum);
    }
    Map<SourceClass, Proportion> covered = new TreeMap<>();
    counts.forEach((each, count) -> covered.put(each, new Proportion(count[0], count[1])));
    return Optional.of(new ClassSetCoverage(limits.coverage(), covered, sizes));
  }

  /**
   * Such as "class sets of 90 %: STAR 90.2 % (88.1 to 91.9) ...; 1 class 85.0 %, 2 classes ...".
   */
  String line() {
    String classes =
        covered.entrySet().stream()
            .map(
                entry ->
                    String.format(
                        Locale.ROOT,
                        "%s %.1f (%.1f to %.1f)",
                        entry.getKey(),
                        100 * entry.getValue().value(),
                        100 * entry.getValue().low(),
                        100 * entry.getValue().high()))
            .collect(Collectors.joining(", "));
    long all = sizes.values().stream().mapToLong(Long::longValue).sum();
    String shares =
        sizes.entrySet().stream()
            .map(
                size ->
                    String.format(
                        Locale.ROOT, "%d: %.1f", size.getKey(), 100.0 * size.getValue() / all))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "class sets of %.0f %%: percent with the true class %s; by number of classes %s",
        100 * wanted,
        classes,
        shares);
  }

  /** The entry of {@code evaluation.json}. */
  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("wanted", wanted);
    JsonObject classes = new JsonObject();
    covered.forEach(
        (each, share) -> {
          JsonObject one = new JsonObject();
          one.addProperty("sources", share.trials());
          one.add("covered", EvaluationJson.estimate(share));
          classes.add(each.name(), one);
        });
    json.add("classes", classes);
    JsonObject bySize = new JsonObject();
    sizes.forEach((size, count) -> bySize.addProperty(String.valueOf(size), count));
    json.add("sources_by_size", bySize);
    json.addProperty("line", line());
    return json;
  }
}
