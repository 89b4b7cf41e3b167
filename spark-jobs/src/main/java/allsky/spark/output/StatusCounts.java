package allsky.spark.output;

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

/**
 * How many sources of an output have each status.
 *
 * @param counts by status or class, in alphabetical order
 */
public record StatusCounts(Map<String, Long> counts) {

  /** The column of a grouped table that Spark fills with the counts. */
  private static final String COUNT = "count";

  public StatusCounts {
    counts = new TreeMap<>(counts);
  }

  /**
   * Adds up the rows of a table that was grouped by several columns.
   *
   * @param name the column to count by; null in it is left out
   * @param grouped columns, and the {@code count} of their values
   */
  public static StatusCounts by(String name, List<Row> grouped) {
    Map<String, Long> counts = new TreeMap<>();
    for (Row row : grouped) {
      String value = row.getAs(name);
      if (value != null) {
        counts.merge(value, count(row), Long::sum);
      }
    }
    return new StatusCounts(counts);
  }

  /** The count of a row of a grouped table. */
  public static long count(Row grouped) {
    return grouped.<Long>getAs(COUNT);
  }

  /** The number of all sources. */
  public long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Checks that every source of the input is in the output once.
   *
   * @throws IllegalStateException if it is not
   */
  public void requireTotal(long sources) {
    if (total() != sources) {
      throw new IllegalStateException(
          "The output has " + total() + " rows for " + sources + " sources of the input");
    }
  }

  /** Such as "27,000 sources: 26,950 OK, 50 BAD_IMAGE"; "0 sources" if there are none. */
  public String line(String unit) {
    String parts =
        counts.entrySet().stream()
            .sorted(Map.Entry.comparingByKey(StatusCounts::okFirst))
            .map(entry -> String.format(Locale.ROOT, "%,d %s", entry.getValue(), entry.getKey()))
            .collect(Collectors.joining(", "));
    String before = parts.isEmpty() ? "" : ": ";
    return String.format(Locale.ROOT, "%,d %s%s%s", total(), unit, before, parts);
  }

  /**
   * The text of {@link OutputFolder#SUMMARY}.
   *
   * @param problems what is wrong with images, a line each
   */
  public String toJson(List<String> problems) {
    return toJson(problems, Map.of());
  }

  /** As {@link #toJson(List)}, with more entries at the end. */
  public String toJson(List<String> problems, Map<String, ?> more) {
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
