package allsky.spark.crossmatch;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.percentile_approx;
import static org.apache.spark.sql.functions.when;

import allsky.spark.table.MatchTable;
import allsky.spark.table.SpectrumTable;
import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a cross-match found, in numbers: stored as {@code _summary.json} and printed.
 *
 * @param sources rows of --sources
 * @param sourcesWithoutPosition rows of --sources whose position is missing or out of range
 * @param spectra rows of --spectra
 * @param spectraRejected spectra that may label no source, by reason; for a catalog without classes
 *     the rows without a valid position
 * @param matches rows of the output
 * @param matchesByLabel rows of the output by label; empty for a catalog without classes
 * @param ambiguous rows of the output whose source or partner has another within the radius
 * @param separationArcsec mean and quantiles of the separation; empty where nothing matches
 */
public record MatchSummary(
    long sources,
    long sourcesWithoutPosition,
    long spectra,
    SortedMap<String, Long> spectraRejected,
    long matches,
    SortedMap<String, Long> matchesByLabel,
    long ambiguous,
    SortedMap<String, Double> separationArcsec) {

  public static final String FILE = "_summary.json";

  private static final List<Double> QUANTILES = List.of(0.1, 0.5, 0.9, 0.99, 1.0);

  /** Ranks are right to one part in this many. */
  private static final int PERCENTILE_ACCURACY = 100_000;

  /**
   * Counts a match with spectra.
   *
   * @param spectra all of them, with the rejected
   * @param matches the rows that were written
   */
  public static MatchSummary labelled(
      CrossMatch match, SpectrumTable spectra, Dataset<Row> matches) {
    SortedMap<String, Long> rejected = byValue(spectra.rows(), SpectrumTable.REJECTED);
    long all = match.rightCounts().rows() + rejected.values().stream().mapToLong(n -> n).sum();
    return of(match, all, rejected, byValue(matches, MatchTable.LABEL), matches);
  }

  /** Counts a match with a catalog that has no classes. */
  public static MatchSummary joined(CrossMatch match, Dataset<Row> matches) {
    PositionCounts partners = match.rightCounts();
    SortedMap<String, Long> rejected = new TreeMap<>();
    if (partners.withoutPosition() > 0) {
      rejected.put(SpectrumTable.BAD_POSITION, partners.withoutPosition());
    }
    return of(match, partners.rows(), rejected, new TreeMap<>(), matches);
  }

  private static MatchSummary of(
      CrossMatch match,
      long spectra,
      SortedMap<String, Long> rejected,
      SortedMap<String, Long> byLabel,
      Dataset<Row> matches) {
    Column separation = col(MatchTable.SEPARATION_ARCSEC);
    Column isAmbiguous = not(MatchRows.isUnambiguous());
    Row counts =
        matches
            .agg(
                count(lit(1)),
                count(when(isAmbiguous, 1)),
                avg(separation),
                percentile_approx(
                    separation,
                    lit(QUANTILES.stream().mapToDouble(q -> q).toArray()),
                    lit(PERCENTILE_ACCURACY)))
            .first();
    return new MatchSummary(
        match.leftCounts().rows(),
        match.leftCounts().withoutPosition(),
        spectra,
        rejected,
        counts.getLong(0),
        byLabel,
        counts.getLong(1),
        counts.isNullAt(2) ? new TreeMap<>() : separations(counts.getDouble(2), counts.getList(3)));
  }

  /** The JSON text of {@value #FILE}. */
  public String toJson() {
    return new GsonBuilder().setPrettyPrinting().create().toJson(this);
  }

  /** The lines that people read. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(line("sources", sources, missing(sourcesWithoutPosition)));
    lines.add(line("spectra", spectra, list(spectraRejected, " rejected")));
    lines.add(line("matches", matches, list(matchesByLabel, "")));
    lines.add(line("ambiguous", ambiguous, ""));
    if (!separationArcsec.isEmpty()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-10s median %.3f, 90 %% within %.3f, largest %.3f arcsec",
              "separation",
              separationArcsec.get("quantile 0.5"),
              separationArcsec.get("quantile 0.9"),
              separationArcsec.get("quantile 1.0")));
    }
    return lines;
  }

  private static SortedMap<String, Long> byValue(Dataset<Row> rows, String column) {
    SortedMap<String, Long> counts = new TreeMap<>();
    Dataset<Row> grouped = rows.filter(col(column).isNotNull()).groupBy(column).count();
    for (Row row : grouped.collectAsList()) {
      counts.put(row.getString(0), row.getLong(1));
    }
    return counts;
  }

  private static SortedMap<String, Double> separations(double mean, List<Double> quantiles) {
    SortedMap<String, Double> values = new TreeMap<>();
    values.put("mean", mean);
    for (int i = 0; i < quantiles.size(); i++) {
      values.put("quantile " + QUANTILES.get(i), quantiles.get(i));
    }
    return values;
  }

  private static String line(String name, long count, String details) {
    return String.format(Locale.ROOT, "%-10s %,12d  %s", name, count, details).stripTrailing();
  }

  private static String missing(long rows) {
    return rows == 0 ? "" : String.format(Locale.ROOT, "%,d without a position", rows);
  }

  private static String list(SortedMap<String, Long> counts, String suffix) {
    return counts.entrySet().stream()
        .map(entry -> String.format(Locale.ROOT, "%,d %s", entry.getValue(), entry.getKey()))
        .collect(Collectors.joining(", ", "", counts.isEmpty() ? "" : suffix));
  }
}
