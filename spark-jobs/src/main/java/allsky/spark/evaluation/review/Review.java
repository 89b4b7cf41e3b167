package allsky.spark.evaluation.review;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The numbers of a review, as they are in {@code evaluation.json}.
 *
 * @param misclassified the groups of the misclassified cutouts
 * @param lowConfidence the cases of the right predictions with a low confidence
 */
public record Review(Misclassified misclassified, LowConfidence lowConfidence) {

  /**
   * The misclassified cutouts.
   *
   * @param count of all groups
   * @param wantedGroups number of K-means groups that the user wants
   * @param groups the groups in their order, those without a source last
   * @param note why there are fewer groups than wanted; empty if there are not
   */
  public record Misclassified(long count, int wantedGroups, List<Group> groups, String note) {}

  /**
   * A group.
   *
   * @param group its number, or the rule of cutouts without a source
   * @param rule K_MEANS, NOT_DETECTED or OUTSHONE
   * @param confusions number of cutouts by true and predicted class, such as "STAR as GALAXY"
   */
  public record Group(String group, String rule, long count, Map<String, Long> confusions) {}

  /**
   * The right predictions with a low confidence.
   *
   * @param below the limit of the confidence
   * @param of number of right predictions
   * @param withoutCase number of cutouts to which no case applies
   * @param diagram why there is no colour-colour diagram; empty if there is one
   */
  public record LowConfidence(
      double below, long count, long of, List<Case> cases, long withoutCase, String diagram) {}

  /**
   * An outlier case.
   *
   * @param name see {@link OutlierCase}
   * @param count number of cutouts to which the case applies; null if no condition can be tested
   * @param tested the conditions, of which one is enough
   * @param notTested conditions whose columns are missing
   */
  public record Case(String name, Long count, List<String> tested, List<String> notTested) {}

  private static final Gson GSON =
      new GsonBuilder()
          .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
          .serializeNulls()
          .create();

  /** The misclassified cutouts as JSON. */
  public JsonElement misclassifiedJson() {
    return GSON.toJsonTree(misclassified);
  }

  /** The right predictions with a low confidence as JSON. */
  public JsonElement lowConfidenceJson() {
    return GSON.toJsonTree(lowConfidence);
  }

  /** A line for users about each of the two. */
  public List<String> lines() {
    String groups =
        String.join(
            ", ",
            misclassified.groups().stream()
                .map(g -> String.format(Locale.ROOT, "group %s %,d", g.group(), g.count()))
                .toList());
    String cases =
        String.join(
            ", ",
            lowConfidence.cases().stream()
                .map(c -> c.name() + " " + (c.count() == null ? "not testable" : c.count()))
                .toList());
    return List.of(
        "misclassified: %d%s%s"
            .formatted(
                misclassified.count(),
                groups.isEmpty() ? "" : " (" + groups + ")",
                misclassified.note().isEmpty() ? "" : "; " + misclassified.note()),
        String.format(
            Locale.ROOT,
            "right with a confidence below %s: %,d (%s, none of these %,d)",
            lowConfidence.below(),
            lowConfidence.count(),
            cases,
            lowConfidence.withoutCase()));
  }
}
