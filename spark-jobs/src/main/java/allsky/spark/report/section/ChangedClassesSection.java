package allsky.spark.report.section;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;

import allsky.spark.report.html.Csv;
import allsky.spark.report.html.Html;
import allsky.spark.report.html.HtmlTable;
import allsky.spark.report.run.CsvSample;
import allsky.spark.report.run.RunPair;
import allsky.spark.table.prediction.PredictionTable;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The section with the classes of the same sources in two runs.
 *
 * @param counts sources by their class in run A, then in run B
 * @param section the section
 */
public record ChangedClassesSection(Map<String, Map<String, Long>> counts, Section section) {

  private static final String ID = "changed_classes";
  private static final String TITLE = "Changed classes";
  private static final String NONE = "no class";
  private static final int LISTED = 50;

  /** The classes of the sources that are in both runs. */
  public static ChangedClassesSection of(RunPair runs) {
    Dataset<Row> sources = runs.sources();
    Map<String, Map<String, Long>> counts = new TreeMap<>();
    Set<String> names = new TreeSet<>();
    for (Row row :
        sources.groupBy(named(RunPair.CLASS_A), named(RunPair.CLASS_B)).count().collectAsList()) {
      names.add(row.getString(0));
      names.add(row.getString(1));
      counts
          .computeIfAbsent(row.getString(0), key -> new TreeMap<>())
          .put(row.getString(1), row.getLong(2));
    }
    Dataset<Row> changed =
        sources
            .where(col(RunPair.CLASS_A).notEqual(col(RunPair.CLASS_B)))
            .orderBy(
                least(col(RunPair.CONFIDENCE_A), col(RunPair.CONFIDENCE_B)).desc(),
                col(RunPair.KEY));
    JsonObject numbers = new JsonObject();
    numbers.addProperty("sources_in_both", all(counts));
    numbers.addProperty("changed", changed(counts));
    numbers.add("counts_by_class_in_a_then_b", new Gson().toJsonTree(counts));
    List<Html> content = new ArrayList<>();
    content.add(Section.paragraph(words(counts) + "."));
    content.add(matrix(counts, names));
    content.add(Html.element("h3", "Changed sources that both runs are most confident of"));
    content.add(list(changed));
    Csv csv =
        CsvSample.of(
            changed,
            List.of(
                RunPair.KEY,
                PredictionTable.RA,
                PredictionTable.DEC,
                "w1mpro",
                RunPair.CLASS_A,
                RunPair.CONFIDENCE_A,
                RunPair.CLASS_B,
                RunPair.CONFIDENCE_B));
    content.add(
        Html.element(
            "p", Html.text("At most 2,000 of the changed sources: "), csv.link("changed-classes")));
    return new ChangedClassesSection(counts, new Section(ID, TITLE, content, numbers));
  }

  /** How many sources have changed. */
  public String words() {
    return words(counts);
  }

  private static String words(Map<String, Map<String, Long>> counts) {
    long all = all(counts);
    long changed = changed(counts);
    return Numbers.count(changed)
        + " of "
        + Numbers.count(all)
        + " sources that are in both runs have another class ("
        + Numbers.percent((double) changed / all)
        + " %)";
  }

  private static Column named(String column) {
    return coalesce(col(column), lit(NONE)).as(column);
  }

  private static long all(Map<String, Map<String, Long>> counts) {
    return counts.values().stream()
        .flatMap(row -> row.values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }

  private static long changed(Map<String, Map<String, Long>> counts) {
    long same =
        counts.entrySet().stream()
            .mapToLong(row -> row.getValue().getOrDefault(row.getKey(), 0L))
            .sum();
    return all(counts) - same;
  }

  private static Html matrix(Map<String, Map<String, Long>> counts, Set<String> names) {
    List<String> head = new ArrayList<>(List.of("class in A"));
    names.forEach(name -> head.add(name + " in B"));
    HtmlTable table = HtmlTable.withHead(head.toArray(String[]::new));
    for (String name : names) {
      List<String> row = new ArrayList<>(List.of(name));
      Map<String, Long> found = counts.getOrDefault(name, Map.of());
      names.forEach(other -> row.add(Numbers.count(found.getOrDefault(other, 0L))));
      table.row(row.toArray(String[]::new));
    }
    return table.toHtml();
  }

  private static Html list(Dataset<Row> changed) {
    HtmlTable table =
        HtmlTable.withHead(
            "source",
            "ra [deg]",
            "dec [deg]",
            "class in A",
            "confidence",
            "class in B",
            "confidence ");
    List<Row> rows = changed.limit(LISTED).collectAsList();
    if (rows.isEmpty()) {
      return Html.element("p", "None.").styled("absent");
    }
    for (Row row : rows) {
      table.row(
          String.valueOf(row.<Object>getAs(RunPair.KEY)),
          decimals(row.getAs(PredictionTable.RA), 5),
          decimals(row.getAs(PredictionTable.DEC), 5),
          row.getAs(RunPair.CLASS_A),
          decimals(row.getAs(RunPair.CONFIDENCE_A), 3),
          row.getAs(RunPair.CLASS_B),
          decimals(row.getAs(RunPair.CONFIDENCE_B), 3));
    }
    return table.toHtml();
  }

  private static String decimals(Number value, int decimals) {
    return value == null
        ? "–"
        : String.format(Locale.ROOT, "%." + decimals + "f", value.doubleValue());
  }
}
