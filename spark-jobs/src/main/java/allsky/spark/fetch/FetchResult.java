package allsky.spark.fetch;

import allsky.spark.fetch.selection.ArchiveImage;

/**
 * The result of one download.
 *
 * @param note why the image is missing, or another remark; may be empty
 */
public record FetchResult(ArchiveImage image, Outcome outcome, String note) {

  /** The possible results. */
  public enum Outcome {
    FETCHED,
    ALREADY_THERE,
    MISSING
  }

  static FetchResult missing(ArchiveImage image, String reason) {
    return new FetchResult(image, Outcome.MISSING, reason);
  }
}
