package allsky.spark.evaluation.review;

/**
 * The settings of a review.
 *
 * @param groups number of K-means groups of the misclassified cutouts, 1 to {@value #MAX_GROUPS}
 * @param lowConfidence right predictions below this confidence are outliers, 0 to 1
 */
public record ReviewSettings(int groups, double lowConfidence) {

  /** More groups do not fit on a contact sheet. */
  public static final int MAX_GROUPS = 10;

  public ReviewSettings {
    if (groups < 1 || groups > MAX_GROUPS) {
      throw new IllegalArgumentException("Invalid groups (1 to " + MAX_GROUPS + "): " + groups);
    }
    if (!(lowConfidence >= 0 && lowConfidence <= 1)) {
      throw new IllegalArgumentException("Invalid low confidence (0 to 1): " + lowConfidence);
    }
  }
}
