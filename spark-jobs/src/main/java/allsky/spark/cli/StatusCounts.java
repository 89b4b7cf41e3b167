package allsky.spark.cli;

import allsky.Secrets;
import allsky.cutout.CutoutStatus;
import com.google.gson.GsonBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** How many sources of an output have each status. */
record StatusCounts(Map<String, Long> counts) {

  /** What Spark calls the counts of a grouped table. */
  static final String COUNT = "count";

  /**
   * Adds up the rows of a table that was grouped.
   *
   * @param name the column to count by; null in it is left out
   * @param grouped columns, and the {@code count} of their values
   */
  static StatusCounts by(String name, List<Row> grouped) {
    Map<String, Long> counts = new TreeMap<>();
    for (Row row : grouped) {
      String value = row.getAs(name);
      if (value != null) {
        counts.merge(value, row.<Long>getAs(COUNT), Long::sum);
      }
    }
    return new StatusCounts(counts);
  }

  /** All sources. */
  long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Every source of the input is in the output once, or this throws. */
  void requireTotal(long sources) {
    if (total() != sources) {
      throw new IllegalStateException(
          "The output has " + total() + " rows for " + sources + " sources of the input");
    }
  }

  /** Such as "27,000 sources: 26,950 OK, 50 BAD_IMAGE"; "0 sources" where there are none. */
  String line(String unit) {
    String parts =
        counts.entrySet().stream()
            .sorted(Map.Entry.comparingByKey(StatusCounts::okFirst))
            .map(entry -> String.format(Locale.ROOT, "%,d %s", entry.getValue(), entry.getKey()))
            .collect(Collectors.joining(", "));
    String before = parts.isEmpty() ? "" : ": ";
    return String.format(Locale.ROOT, "%,d %s%s%s", total(), unit, before, parts);
  }

  /**
   * The text of {@code _summary.json}.
   *
   * @param problems what is wrong with images, a line each
   */
  String toJson(List<String> problems) {
    return toJson(problems, Map.of());
  }

  /** As {@link #toJson(List)}, with more behind it. */
  String toJson(List<String> problems, Map<String, ?> more) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("sources", total());
    summary.put("status", counts);
    summary.put("problems", problems.stream().map(Secrets::masked).toList());
    summary.putAll(more);
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(summary);
  }

  private static int okFirst(String one, String other) {
    String ok = CutoutStatus.OK.name();
    int order = Boolean.compare(other.equals(ok), one.equals(ok));
    return order == 0 ? one.compareTo(other) : order;
  }
}
