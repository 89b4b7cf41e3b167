package allsky.spark.fetch;

/**
 * What became of one image.
 *
 * @param note why it is missing, or what there is to say of it; may be empty
 */
public record FetchResult(TileImage image, Outcome outcome, String note) {

  /** What may become of an image. */
  public enum Outcome {
    FETCHED,
    ALREADY_THERE,
    MISSING
  }

  static FetchResult missing(TileImage image, String reason) {
    return new FetchResult(image, Outcome.MISSING, reason);
  }
}
