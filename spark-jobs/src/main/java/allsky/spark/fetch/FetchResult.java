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
    /** The archive answered that it does not have the file, or delivered none that is valid. */
    MISSING,
    /** The archive did not answer, or the connection failed. */
    NO_ANSWER,
    /** Too many requests before it failed. */
    NOT_REQUESTED
  }

  static FetchResult missing(ArchiveImage image, String reason) {
    return new FetchResult(image, Outcome.MISSING, reason);
  }

  /** True if there is no file. */
  boolean isMissing() {
    return outcome != Outcome.FETCHED && outcome != Outcome.ALREADY_THERE;
  }
}
