package allsky.spark.fetch;

import allsky.spark.fetch.selection.ArchiveImage;
import java.util.List;
import java.util.Locale;

/**
 * The plan of a download, made before any request to the archive.
 *
 * @param tiles number of tiles
 * @param images all images of the tiles
 * @param left the images that have no file yet
 */
public record FetchPlan(int tiles, List<ArchiveImage> images, List<ArchiveImage> left) {

  /** Plans the download of images into a folder. */
  public static FetchPlan of(int tiles, List<ArchiveImage> images, DownloadTarget folder) {
    return new FetchPlan(tiles, images, folder.without(images));
  }

  /** The largest possible download; compressed images count with their uncompressed size. */
  public double maxGigabytes() {
    return left.stream().mapToLong(ArchiveImage::expectedMaxBytes).sum() / 1e9;
  }

  private String size() {
    double gigabytes = maxGigabytes();
    return gigabytes < 0.05
        ? String.format(Locale.ROOT, "%,.1f MB", gigabytes * 1e3)
        : String.format(Locale.ROOT, "%,.1f GB", gigabytes);
  }

  /** Such as "12 tiles, 36 files, 4 already there, at most 2.1 GB to fetch". */
  public String line() {
    return String.format(
        Locale.ROOT,
        "%,d tiles, %,d files, %,d already there, at most %s to fetch",
        tiles,
        images.size(),
        images.size() - left.size(),
        size());
  }
}
