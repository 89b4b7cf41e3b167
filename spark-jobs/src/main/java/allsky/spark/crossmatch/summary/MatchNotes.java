package allsky.spark.crossmatch.summary;

import allsky.spark.crossmatch.pairs.PairDiagnostics;
import allsky.spark.crossmatch.pairs.PositionCounts;
import allsky.spark.crossmatch.probability.ProbabilityReport;
import allsky.spark.crossmatch.request.Side;
import allsky.spark.table.SpectrumTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The notes of a cross-match for the user, a sentence each. */
final class MatchNotes {

  /** Fewer pairs of the control sample are no measurement. */
  private static final long MIN_CHANCE_PAIRS = 100;

  /** A larger ratio of two numbers of false pairs is worth a note. */
  private static final double MAX_RATIO = 1.3;

  private MatchNotes() {}

  static List<String> of(MatchResult result) {
    PairDiagnostics diagnostics = result.diagnostics();
    List<String> notes = new ArrayList<>();
    for (Side side : Side.values()) {
      notes.addAll(ofConditions(side, result));
      notes.addAll(ofPositions(side, diagnostics.inputs().of(side).counts()));
    }
    diagnostics.crowd().ifPresent(crowd -> notes.add(crowd + ": is it a placeholder?"));
    for (Side side : Side.values()) {
      notes.addAll(ofKeys(side, diagnostics.inputs().of(side).repeatedKeys()));
    }
    if (result.matches().isPresent()) {
      diagnostics
          .whyNoChance()
          .ifPresent(why -> notes.add("chance alignments were not measured: " + why));
      notes.addAll(ofClasses(result));
      result.probabilities().ifPresent(report -> notes.addAll(ofProbabilities(report, result)));
    }
    return notes;
  }

  private static List<String> ofConditions(Side side, MatchResult result) {
    List<String> conditions = result.conditions().of(side);
    return conditions.isEmpty()
        ? List.of()
        : List.of(
            format(
                "%s: only the rows of %s are used, %,d rows in all",
                side.option(), String.join(" and ", conditions), result.rows().of(side)));
  }

  private static List<String> ofPositions(Side side, PositionCounts counts) {
    List<String> notes = new ArrayList<>();
    if (counts.looksLikeRadians()) {
      notes.add(side.option() + ": positions look like radians; they were read as degrees");
    } else if (counts.looksLikeHours()) {
      notes.add(side.option() + ": right ascensions look like hours; they were read as degrees");
    }
    if (counts.withoutError() > 0) {
      notes.add(
          format(
              "%s: the positional error of %,d rows is not known; it counts as 0",
              side.option(), counts.withoutError()));
    }
    return notes;
  }

  private static List<String> ofKeys(Side side, long repeated) {
    return repeated == 0
        ? List.of()
        : List.of(
            format(
                "%,d keys of %s occur in more than one row; each row is matched separately",
                repeated, side.option()));
  }

  private static List<String> ofProbabilities(ProbabilityReport report, MatchResult result) {
    List<String> notes = new ArrayList<>();
    if (report.unknownPairs() > 0) {
      notes.add(
          format(
              "%,d pairs have no probability: an error of their source, an error of one of its"
                  + " candidates or the density around it is not known",
              report.unknownPairs()));
    }
    if (report.narrowPairs() > 0) {
      notes.add(
          format(
              "the radius is below %.0f times the combined error of %,d of %,d pairs; true partners"
                  + " beyond the radius are missing from the probabilities",
              ProbabilityReport.MIN_SIGMAS, report.narrowPairs(), report.pairs()));
    }
    result
        .chance()
        .filter(chance -> chance.countedPairs() >= MIN_CHANCE_PAIRS && report.unknownPairs() == 0)
        .filter(chance -> differ(report.expectedFalse(), chance.expectedPairs()))
        .ifPresent(
            chance ->
                notes.add(
                    format(
                        "the probabilities expect %,.0f false pairs, but %,.0f were measured by"
                            + " chance; %s",
                        report.expectedFalse(),
                        chance.expectedPairs(),
                        report.expectedFalse() > chance.expectedPairs()
                            ? "are the positional errors underestimated?"
                            : "does --spectra lack sources near others, or has it gaps smaller than 7"
                                + " arcmin?")));
    return notes;
  }

  private static boolean differ(double one, double other) {
    return Math.max(one, other) > MAX_RATIO * Math.min(one, other);
  }

  private static List<String> ofClasses(MatchResult result) {
    long otherClass = result.rejected().right().getOrDefault(SpectrumTable.OTHER_CLASS, 0L);
    long rows = result.diagnostics().inputs().right().counts().rows();
    return 2 * otherClass <= rows
        ? List.of()
        : List.of(
            format(
                "%,d of %,d rows of --spectra have a class other than STAR, GALAXY or QSO; use"
                    + " --spectra-class-column none to join their columns",
                otherClass, rows));
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
