package allsky.spark.fetch;

import allsky.spark.fetch.selection.ArchiveImage;
import java.util.List;
import java.util.Locale;

/**
 * What a fetch will do, known before the archive is asked.
 *
 * @param tiles how many tiles are needed
 * @param images all images of them
 * @param left those of the images that have no file yet
 */
public record FetchPlan(int tiles, List<ArchiveImage> images, List<ArchiveImage> left) {

  /** Plans for images that go into a folder. */
  public static FetchPlan of(int tiles, List<ArchiveImage> images, DownloadTarget folder) {
    return new FetchPlan(tiles, images, folder.without(images));
  }

  /** The most that can come over the line: images that are packed count as if they were not. */
  public double mostGigabytes() {
    return left.stream().mapToLong(ArchiveImage::mostBytes).sum() / 1e9;
  }

  private String size() {
    double gigabytes = mostGigabytes();
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
