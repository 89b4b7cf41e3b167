package allsky.spark.crossmatch.summary;

import allsky.spark.crossmatch.groups.GroupReport;
import allsky.spark.crossmatch.pairs.PairDiagnostics;
import allsky.spark.crossmatch.probability.ProbabilityReport;
import allsky.spark.crossmatch.request.BySide;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The result of a cross-match in numbers.
 *
 * @param diagnostics the diagnostics of the search for pairs
 * @param epochYear the Julian year to which rows were moved; empty without --match-epoch
 * @param rejected rows that could not be used or may not label, by reason
 * @param unmatched rows without a match
 * @param matches the matches that were written; empty if only sources without a match were written
 * @param leftOutOfClass matches that --per-class removed
 * @param conditions what the rows of a side have in common, if the catalog has others
 * @param probabilities what the probabilities say of all pairs; empty without probabilities
 * @param groups the groups of a catalog that was matched with itself; empty without groups
 */
public record MatchResult(
    PairDiagnostics diagnostics,
    Optional<Double> epochYear,
    BySide<SortedMap<String, Long>> rejected,
    BySide<Long> unmatched,
    Optional<MatchCounts> matches,
    long leftOutOfClass,
    BySide<List<String>> conditions,
    Optional<ProbabilityReport> probabilities,
    Optional<GroupReport> groups) {

  /** A result without probabilities. */
  public MatchResult(
      PairDiagnostics diagnostics,
      Optional<Double> epochYear,
      BySide<SortedMap<String, Long>> rejected,
      BySide<Long> unmatched,
      Optional<MatchCounts> matches,
      long leftOutOfClass,
      BySide<List<String>> conditions) {
    this(
        diagnostics,
        epochYear,
        rejected,
        unmatched,
        matches,
        leftOutOfClass,
        conditions,
        Optional.empty(),
        Optional.empty());
  }

  /** The result where only sources without a match were written. */
  public static MatchResult ofUnmatched(
      PairDiagnostics diagnostics,
      Optional<Double> epochYear,
      BySide<SortedMap<String, Long>> rejected,
      BySide<Long> unmatched,
      BySide<List<String>> conditions) {
    return new MatchResult(
        diagnostics, epochYear, rejected, unmatched, Optional.empty(), 0, conditions);
  }

  /** The same result with groups. */
  public MatchResult withGroups(GroupReport report) {
    return new MatchResult(
        diagnostics,
        epochYear,
        rejected,
        unmatched,
        matches,
        leftOutOfClass,
        conditions,
        probabilities,
        Optional.of(report));
  }

  /** All rows of each side. */
  BySide<Long> rows() {
    return BySide.of(side -> diagnostics.inputs().of(side).counts().rows());
  }

  /** The rows of each side that were moved to the common epoch. */
  BySide<Long> moved() {
    return BySide.of(side -> diagnostics.inputs().of(side).counts().moved());
  }

  /** The chance alignments; empty if they were not measured. */
  Optional<Chance> chance() {
    return matches.flatMap(
        counts ->
            diagnostics
                .chance()
                .map(
                    pairs ->
                        Chance.of(
                            pairs.total(), pairs.counted(), counts.matches() + leftOutOfClass)));
  }

  /**
   * The chance alignments within the radius.
   *
   * @param expectedPairs in the complete catalog
   * @param countedPairs of the control sample, from which the expectation comes
   * @param maxFalseRate the expected pairs divided by the matches: at most this fraction is false
   */
  record Chance(double expectedPairs, long countedPairs, double maxFalseRate) {

    static Chance of(double expectedPairs, long countedPairs, long matches) {
      double rate = matches == 0 ? 0 : Math.min(1, expectedPairs / matches);
      return new Chance(expectedPairs, countedPairs, rate);
    }
  }
}
