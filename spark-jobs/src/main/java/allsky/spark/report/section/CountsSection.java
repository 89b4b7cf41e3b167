package allsky.spark.report.section;

import allsky.spark.report.html.Html;
import allsky.spark.report.html.HtmlTable;
import allsky.spark.report.run.RunCounts;
import allsky.spark.table.MatchTable;
import allsky.survey.SourceClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The section with counts: matches by class and split, cutouts and sources by status. */
public final class CountsSection {

  private static final String ID = "counts";
  private static final String TITLE = "Counts";

  private CountsSection() {}

  /**
   * The section of a run.
   *
   * @param ofPredictions true for predictions without a run, which have no other counts
   */
  public static Section of(RunCounts counts, boolean ofPredictions) {
    List<Html> tables = new ArrayList<>();
    if (!ofPredictions) {
      tables.add(titled("Matches by spectroscopic class", matches(counts.matches()), "crossmatch"));
      tables.add(titled("Cutouts by status", statuses(counts.cutouts()), "stack-cutouts"));
    }
    tables.add(titled("Sources by status", statuses(counts.predictions()), "classify-allsky"));
    tables.add(titled("Classified sources by class", classes(counts), "classify-allsky"));
    return Section.of(ID, TITLE, counts.toJson(), Section.beside(tables.toArray(new Html[0])));
  }

  private static Html titled(String title, List<String[]> rows, String job) {
    Html content =
        rows.size() > 1
            ? table(rows)
            : Html.element("p", "No output yet. Run bin/allsky " + job + ".").styled("absent");
    return Html.element("div", Html.element("h3", title), content);
  }

  private static Html table(List<String[]> rows) {
    HtmlTable table = HtmlTable.withHead(rows.get(0));
    rows.stream().skip(1).forEach(table::row);
    return table.toHtml();
  }

  private static List<String[]> matches(Map<String, Map<String, Long>> matches) {
    List<String> splits = List.of(MatchTable.TRAIN, MatchTable.VALIDATION, MatchTable.TEST);
    Stream<String[]> head = Stream.<String[]>of(cells("class", splits, "all"));
    Stream<String[]> lines =
        matches.entrySet().stream()
            .map(
                label ->
                    cells(
                        label.getKey(),
                        splits.stream().map(split -> split(label.getValue(), split)).toList(),
                        Numbers.count(RunCounts.sum(label.getValue()))));
    return Stream.concat(head, lines).toList();
  }

  private static String split(Map<String, Long> counts, String split) {
    return Numbers.count(counts.getOrDefault(split, 0L));
  }

  private static List<String[]> statuses(Map<String, Long> counts) {
    Stream<String[]> head = Stream.<String[]>of(new String[] {"status", "rows"});
    return Stream.concat(head, counts.entrySet().stream().map(CountsSection::line)).toList();
  }

  private static List<String[]> classes(RunCounts counts) {
    Stream<String[]> head = Stream.<String[]>of(new String[] {"class", "sources"});
    Stream<String[]> lines =
        Arrays.stream(SourceClass.values())
            .map(Enum::name)
            .filter(counts.classes()::containsKey)
            .map(name -> new String[] {name, Numbers.count(counts.classes().get(name))});
    Stream<String[]> outliers =
        counts.outliers().entrySet().stream()
            .map(
                reason ->
                    new String[] {"outlier: " + reason.getKey(), Numbers.count(reason.getValue())});
    return Stream.of(head, lines, outliers).flatMap(rows -> rows).toList();
  }

  private static String[] line(Map.Entry<String, Long> count) {
    return new String[] {count.getKey(), Numbers.count(count.getValue())};
  }

  private static String[] cells(String first, List<String> middle, String last) {
    return Stream.of(Stream.of(first), middle.stream(), Stream.of(last))
        .flatMap(part -> part)
        .toArray(String[]::new);
  }
}
