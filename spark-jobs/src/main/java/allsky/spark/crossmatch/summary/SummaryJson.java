package allsky.spark.crossmatch.summary;

import allsky.spark.crossmatch.control.ChanceAlignments;
import allsky.spark.crossmatch.probability.ProbabilityReport;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.function.Function;

/** The result of a cross-match as JSON text, for {@code _summary.json}. Programs read its keys. */
public final class SummaryJson {

  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  private SummaryJson() {}

  /** The text; values that were not measured have no key. */
  public static String of(MatchResult result) {
    JsonObject json = new JsonObject();
    json.addProperty("sources", result.rows().left());
    json.add("sourcesRejected", GSON.toJsonTree(result.rejected().left()));
    json.addProperty("spectra", result.rows().right());
    json.add("spectraRejected", GSON.toJsonTree(result.rejected().right()));
    json.addProperty("matches", result.matches().map(MatchCounts::matches).orElse(0L));
    json.add("matchesByLabel", tree(result, MatchCounts::byLabel));
    json.add("matchesBySplit", tree(result, MatchCounts::bySplit));
    json.addProperty("leftOutOfClass", result.leftOutOfClass());
    json.addProperty("ambiguous", result.matches().map(MatchCounts::ambiguous).orElse(0L));
    json.addProperty("unmatchedSources", result.unmatched().left());
    json.addProperty("unmatchedSpectra", result.unmatched().right());
    json.add("separationArcsec", tree(result, MatchCounts::separations));
    json.add("histogram", histogram(result));
    result.chance().ifPresent(chance -> json.add("chance", chance(chance)));
    result.probabilities().ifPresent(report -> json.add("probability", probability(report)));
    result.groups().ifPresent(groups -> json.add("groups", GSON.toJsonTree(groups)));
    result.epochYear().ifPresent(year -> json.add("commonEpoch", epoch(year, result)));
    json.add("notes", GSON.toJsonTree(MatchNotes.of(result)));
    return GSON.toJson(json);
  }

  private static JsonElement tree(MatchResult result, Function<MatchCounts, Object> values) {
    return GSON.toJsonTree(result.matches().map(values).orElse(Map.of()));
  }

  private static JsonObject histogram(MatchResult result) {
    double[] chance =
        result.diagnostics().chance().map(ChanceAlignments::expected).orElse(new double[0]);
    boolean isCounted = result.matches().isPresent();
    JsonObject json = new JsonObject();
    json.addProperty("stepArcsec", result.matches().map(MatchCounts::stepArcsec).orElse(0.0));
    json.add(
        "matches",
        GSON.toJsonTree(result.matches().map(MatchCounts::histogram).orElse(new long[0])));
    json.add("chancePairs", GSON.toJsonTree(isCounted ? chance : new double[0]));
    return json;
  }

  private static JsonObject chance(MatchResult.Chance chance) {
    JsonObject json = new JsonObject();
    json.addProperty("expectedPairs", chance.expectedPairs());
    json.addProperty("countedPairs", chance.countedPairs());
    json.addProperty("greatestFalseRate", chance.maxFalseRate());
    return json;
  }

  private static JsonObject probability(ProbabilityReport report) {
    JsonObject json = new JsonObject();
    json.addProperty("matchFraction", report.fraction());
    json.addProperty("fractionMeasured", report.isMeasured());
    json.addProperty("sources", report.sources());
    json.addProperty("pairs", report.pairs());
    json.addProperty("pairsWithoutProbability", report.unknownPairs());
    json.addProperty("expectedFalsePairs", report.expectedFalse());
    report.learnedFrom().ifPresent(good -> json.addProperty("priorLearnedFrom", good));
    return json;
  }

  private static JsonObject epoch(double year, MatchResult result) {
    JsonObject json = new JsonObject();
    json.addProperty("julianYear", year);
    json.addProperty("sourcesMoved", result.moved().left());
    json.addProperty("spectraMoved", result.moved().right());
    return json;
  }
}
