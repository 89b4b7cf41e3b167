package allsky.spark.fetch;

import allsky.spark.fetch.selection.ArchiveImage;

/**
 * What became of one image.
 *
 * @param note why it is missing, or what there is to say of it; may be empty
 */
public record FetchResult(ArchiveImage image, Outcome outcome, String note) {

  /** What may become of an image. */
  public enum Outcome {
    FETCHED,
    ALREADY_THERE,
    MISSING
  }

  static FetchResult missing(ArchiveImage image, String reason) {
    return new FetchResult(image, Outcome.MISSING, reason);
  }
}
