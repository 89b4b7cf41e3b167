package allsky.spark.crossmatch.summary;

import allsky.spark.crossmatch.groups.GroupReport;
import allsky.spark.crossmatch.probability.ProbabilityReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The result of a cross-match as lines that people read. */
public final class SummaryText {

  private SummaryText() {}

  /** All lines, the notes last. */
  public static List<String> lines(MatchResult result) {
    List<String> lines = new ArrayList<>();
    lines.add(count("sources", result.rows().left(), rejected(result.rejected().left())));
    lines.add(count("spectra", result.rows().right(), rejected(result.rejected().right())));
    if (result.groups().isPresent()) {
      lines.add(groups(result.groups().get(), result.unmatched().left()));
      result.epochYear().ifPresent(year -> lines.add(epoch(year, result)));
      MatchNotes.of(result).forEach(note -> lines.add("note: " + note));
      return lines;
    }
    lines.add(
        count(
            "matches",
            result.matches().map(MatchCounts::matches).orElse(0L),
            list(result.matches().map(MatchCounts::byLabel).orElseGet(TreeMap::new))));
    result
        .matches()
        .filter(counts -> !counts.bySplit().isEmpty())
        .ifPresent(counts -> lines.add(line("", "", list(counts.bySplit()))));
    if (result.leftOutOfClass() > 0) {
      lines.add(count("left out", result.leftOutOfClass(), "by --per-class"));
    }
    lines.add(count("ambiguous", result.matches().map(MatchCounts::ambiguous).orElse(0L), ""));
    lines.add(
        format(
            "%-10s %,12d sources, %,d spectra",
            "unmatched", result.unmatched().left(), result.unmatched().right()));
    result
        .matches()
        .filter(counts -> counts.matches() > 0)
        .ifPresent(counts -> lines.add(separations(counts.separations())));
    result.epochYear().ifPresent(year -> lines.add(epoch(year, result)));
    result.chance().ifPresent(chance -> lines.add(chance(chance)));
    result.probabilities().ifPresent(report -> lines.add(probabilities(report)));
    MatchNotes.of(result).forEach(note -> lines.add("note: " + note));
    return lines;
  }

  private static String separations(SortedMap<String, Double> arcsec) {
    return format(
        "%-10s median %.3f, 90 %% within %.3f, largest %.3f arcsec",
        "separation",
        arcsec.get("quantile 0.5"),
        arcsec.get("quantile 0.9"),
        arcsec.get("largest"));
  }

  private static String epoch(double year, MatchResult result) {
    return line(
        "epoch",
        String.valueOf(year),
        format(
            "%,d sources, %,d spectra moved there by their proper motions",
            result.moved().left(), result.moved().right()));
  }

  private static String chance(MatchResult.Chance chance) {
    return format(
        "%-10s %,.0f chance alignments expected within the radius: at most %.2f %% of the matches"
            + " are false",
        "by chance", chance.expectedPairs(), 100 * chance.maxFalseRate());
  }

  private static String groups(GroupReport groups, long inNoGroup) {
    return count(
        "groups",
        groups.groups(),
        format(
            "%,d sources in groups of 2 or more, %,d in the largest; %,d sources in none",
            groups.members(), groups.largest(), inNoGroup));
  }

  private static String probabilities(ProbabilityReport report) {
    return format(
        "%-10s %.3f of %,d sources have a counterpart%s; %,.0f of %,d pairs are expected to be false",
        "probable",
        report.fraction(),
        report.sources(),
        report.isMeasured() ? "" : " (--match-fraction)",
        report.expectedFalse(),
        report.pairs() - report.unknownPairs());
  }

  private static String count(String name, long count, String details) {
    return line(name, format("%,d", count), details);
  }

  private static String line(String name, String value, String details) {
    return format("%-10s %12s  %s", name, value, details).stripTrailing();
  }

  private static String rejected(SortedMap<String, Long> counts) {
    return counts.isEmpty() ? "" : list(counts) + " rejected";
  }

  private static String list(SortedMap<String, Long> counts) {
    return counts.entrySet().stream()
        .map(entry -> format("%,d %s", entry.getValue(), entry.getKey()))
        .collect(Collectors.joining(", "));
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
