package allsky.spark.crossmatch;

import allsky.spark.run.Meanwhile;
import allsky.spark.table.SpectrumTable;
import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a cross-match found, in numbers: stored as {@code _summary.json} and printed.
 *
 * @param sources rows of --sources
 * @param sourcesRejected rows of --sources that could not be used, by reason
 * @param spectra rows of --spectra
 * @param spectraRejected rows of --spectra that could not be used or may not label, by reason
 * @param matches rows of the output with a match
 * @param matchesByLabel the same by label; empty for a catalog without classes
 * @param matchesBySplit the same by part of the training set; empty for a catalog without classes
 * @param leftOutOfClass matches that --per-class left out
 * @param ambiguous matches whose source or partner has another within the radius
 * @param unmatchedSources rows of --sources without a match
 * @param unmatchedSpectra rows of --spectra without a match
 * @param separationArcsec mean, quantiles and largest separation; empty where nothing matches
 * @param histogram matches, and pairs expected by chance, by separation
 * @param chance what chance alone would pair; null where it was not measured
 * @param commonEpoch where rows were moved before they were compared; null without --match-epoch
 * @param notes what the user should look at, a sentence each
 */
public record MatchSummary(
    long sources,
    SortedMap<String, Long> sourcesRejected,
    long spectra,
    SortedMap<String, Long> spectraRejected,
    long matches,
    SortedMap<String, Long> matchesByLabel,
    SortedMap<String, Long> matchesBySplit,
    long leftOutOfClass,
    long ambiguous,
    long unmatchedSources,
    long unmatchedSpectra,
    SortedMap<String, Double> separationArcsec,
    Histogram histogram,
    Chance chance,
    CommonEpoch commonEpoch,
    List<String> notes) {

  public static final String FILE = "_summary.json";

  /**
   * Counts by equal steps of separation.
   *
   * @param stepArcsec width of a step
   * @param matches in each step, from 0 to the radius
   * @param chancePairs expected in each step by chance; empty where not measured
   */
  public record Histogram(double stepArcsec, long[] matches, double[] chancePairs) {}

  /**
   * What chance alone would pair within the radius, from positions shifted by a minute or more.
   *
   * @param expectedPairs in the whole catalog
   * @param countedPairs of the shifted positions, which the expectation comes from
   * @param greatestFalseRate the expected pairs by the matches: at most so many of them are false
   */
  public record Chance(double expectedPairs, long countedPairs, double greatestFalseRate) {}

  /**
   * The epoch at which positions were compared.
   *
   * @param sourcesMoved rows of --sources that their proper motion brought there; others stayed
   * @param spectraMoved the same of --spectra
   */
  public record CommonEpoch(double julianYear, long sourcesMoved, long spectraMoved) {}

  /**
   * Counts a match that was written.
   *
   * @param match used to its end
   * @param found all matches, those that a limit of their class left out too
   * @param written the rows as they were written
   * @param rejecting counts the rows that could not be used, by input and reason
   */
  public static MatchSummary of(
      CrossMatch match,
      Dataset<Row> found,
      Dataset<Row> written,
      Meanwhile<Map<String, SortedMap<String, Long>>> rejecting) {
    MatchCounts counts = new MatchCounts(written, match.bins());
    MatchCounts all = found == written ? counts : new MatchCounts(found, match.bins());
    boolean allPairs = match.mode() == MatchMode.ALL;
    long sources = allPairs ? all.sourcesOfAllPairs() : all.matches();
    Map<String, SortedMap<String, Long>> rejected = rejecting.join();
    List<String> notes = notesWithChance(match);
    long otherClass =
        rejected
            .getOrDefault("spectra", new TreeMap<>())
            .getOrDefault(SpectrumTable.OTHER_CLASS, 0L);
    if (2 * otherClass > match.rightTally().rows()) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%,d of %,d rows of --spectra have another class than STAR, GALAXY and QSO;"
                  + " --spectra-class-column none joins their columns",
              otherClass,
              match.rightTally().rows()));
    }
    return new MatchSummary(
        match.leftTally().rows(),
        rejected.getOrDefault("sources", new TreeMap<>()),
        match.rightTally().rows(),
        rejected.getOrDefault("spectra", new TreeMap<>()),
        counts.matches(),
        counts.byLabel(),
        counts.bySplit(),
        all.matches() - counts.matches(),
        counts.ambiguous(),
        match.leftTally().rows() - sources,
        match.rightTally().rows() - match.partners(),
        counts.separations(),
        histogram(match, counts),
        match.chance().map(pairs -> chance(pairs, all.matches())).orElse(null),
        commonEpoch(match),
        notes);
  }

  /** Counts the sources without a match that were written. */
  public static MatchSummary ofUnmatched(
      CrossMatch match, long written, Map<String, SortedMap<String, Long>> rejected) {
    return new MatchSummary(
        match.leftTally().rows(),
        rejected.getOrDefault("sources", new TreeMap<>()),
        match.rightTally().rows(),
        rejected.getOrDefault("spectra", new TreeMap<>()),
        0,
        new TreeMap<>(),
        new TreeMap<>(),
        0,
        0,
        written,
        match.rightTally().rows() - match.partners(),
        new TreeMap<>(),
        new Histogram(0, new long[0], new double[0]),
        null,
        commonEpoch(match),
        notes(match));
  }

  private static Histogram histogram(CrossMatch match, MatchCounts counts) {
    double[] chance = match.chance().map(ChancePairs::expected).orElse(new double[0]);
    return new Histogram(match.bins().start(1), counts.histogram(), chance);
  }

  private static Chance chance(ChancePairs pairs, long matches) {
    double rate = matches == 0 ? 0 : Math.min(1, pairs.total() / matches);
    return new Chance(pairs.total(), pairs.counted(), rate);
  }

  private static CommonEpoch commonEpoch(CrossMatch match) {
    return match
        .epochYear()
        .map(year -> new CommonEpoch(year, match.leftTally().moved(), match.rightTally().moved()))
        .orElse(null);
  }

  private static List<String> notesWithChance(CrossMatch match) {
    List<String> notes = notes(match);
    match.whyNoChance().ifPresent(why -> notes.add("pairs by chance were not measured: " + why));
    return notes;
  }

  private static List<String> notes(CrossMatch match) {
    List<String> notes = new ArrayList<>();
    notes.addAll(notes("--sources", match.leftTally()));
    notes.addAll(notes("--spectra", match.rightTally()));
    match.crowd().ifPresent(crowd -> notes.add(crowd + ": is it a placeholder?"));
    match
        .repeatedKeys()
        .filter(keys -> keys.count() > 0)
        .ifPresent(
            keys ->
                notes.add(
                    String.format(
                        Locale.ROOT,
                        "%,d keys of %s stand in more than one row; each row is matched on its own",
                        keys.count(),
                        keys.side() == Side.LEFT ? "--sources" : "--spectra")));
    return notes;
  }

  private static List<String> notes(String input, PositionTally tally) {
    List<String> notes = new ArrayList<>();
    if (tally.looksLikeRadians()) {
      notes.add(input + ": positions look like radians; they were taken as degrees");
    } else if (tally.looksLikeHours()) {
      notes.add(input + ": right ascensions look like hours; they were taken as degrees");
    }
    if (tally.withoutError() > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%s: the positional error of %,d rows is not known; it counts as 0",
              input,
              tally.withoutError()));
    }
    return notes;
  }

  /** The JSON text of {@value #FILE}. */
  public String toJson() {
    return new GsonBuilder().setPrettyPrinting().create().toJson(this);
  }

  /** The lines that people read. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(line("sources", sources, list(sourcesRejected, " rejected")));
    lines.add(line("spectra", spectra, list(spectraRejected, " rejected")));
    lines.add(line("matches", matches, list(matchesByLabel, "")));
    if (!matchesBySplit.isEmpty()) {
      lines.add(String.format(Locale.ROOT, "%-10s %12s  %s", "", "", list(matchesBySplit, "")));
    }
    if (leftOutOfClass > 0) {
      lines.add(line("left out", leftOutOfClass, "by --per-class"));
    }
    lines.add(line("ambiguous", ambiguous, ""));
    lines.add(
        String.format(
            Locale.ROOT,
            "%-10s %,12d sources, %,d spectra",
            "unmatched",
            unmatchedSources,
            unmatchedSpectra));
    if (!separationArcsec.isEmpty()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-10s median %.3f, 90 %% within %.3f, largest %.3f arcsec",
              "separation",
              separationArcsec.get("quantile 0.5"),
              separationArcsec.get("quantile 0.9"),
              separationArcsec.get("largest")));
    }
    if (commonEpoch != null) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-10s %12s  %,d sources, %,d spectra moved there by their proper motions",
              "epoch",
              commonEpoch.julianYear(),
              commonEpoch.sourcesMoved(),
              commonEpoch.spectraMoved()));
    }
    if (chance != null) {
      lines.add(chanceLine());
    }
    notes.forEach(note -> lines.add("note: " + note));
    return lines;
  }

  private String chanceLine() {
    return String.format(
        Locale.ROOT,
        "%-10s %,.0f pairs expected within the radius: at most %.2f %% of the matches are false",
        "by chance",
        chance.expectedPairs(),
        100 * chance.greatestFalseRate());
  }

  private static String line(String name, long count, String details) {
    return String.format(Locale.ROOT, "%-10s %,12d  %s", name, count, details).stripTrailing();
  }

  private static String list(SortedMap<String, Long> counts, String suffix) {
    return counts.entrySet().stream()
        .map(entry -> String.format(Locale.ROOT, "%,d %s", entry.getValue(), entry.getKey()))
        .collect(Collectors.joining(", ", "", counts.isEmpty() ? "" : suffix));
  }
}
