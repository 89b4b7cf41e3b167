package allsky.spark.fetch;

import allsky.spark.fetch.archive.ImageArchive;
import allsky.spark.fetch.archive.RequestPolicy;

/**
 * From where images are fetched, to where, and how.
 *
 * @param cache where they lie until they are whole
 */
public record FetchSetup(
    ImageArchive archive,
    DownloadTarget folder,
    DownloadCache cache,
    RequestPolicy policy,
    Sums sums) {

  /** Whether the archive's checksums are compared. */
  public enum Sums {
    /** Length and headers are checked only. */
    NONE,
    /** The {@code .md5} file beside each image is fetched too. */
    MD5
  }
}
