package allsky.spark.fetch;

import allsky.spark.fetch.archive.ImageArchive;
import allsky.spark.fetch.archive.RequestPolicy;

/**
 * The settings of a download: the source, the target and the request policy.
 *
 * @param cache the folder of partial downloads
 */
public record FetchSetup(
    ImageArchive archive,
    DownloadTarget folder,
    DownloadCache cache,
    RequestPolicy policy,
    Sums sums) {

  /** Whether the archive's checksums are compared. */
  public enum Sums {
    /** Only length and headers are checked. */
    NONE,
    /** The {@code .md5} file of each image is downloaded and compared too. */
    MD5
  }
}
