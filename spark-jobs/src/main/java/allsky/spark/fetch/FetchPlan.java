package allsky.spark.fetch;

import allsky.UserError;
import allsky.spark.fetch.selection.ArchiveImage;
import allsky.spark.fetch.selection.TileSelection;
import java.util.List;
import java.util.Locale;

/**
 * The plan of a download, made before any request to the archive.
 *
 * @param tiles the tiles that are needed
 * @param images all images of the tiles
 * @param left the images that have no file yet
 */
public record FetchPlan(TileSelection tiles, List<ArchiveImage> images, List<ArchiveImage> left) {

  /** Plans the download of images into a folder. */
  public static FetchPlan of(
      TileSelection tiles, List<ArchiveImage> images, DownloadTarget folder) {
    return new FetchPlan(tiles, images, folder.without(images));
  }

  /** The largest possible download; compressed images count with their uncompressed size. */
  public double maxGigabytes() {
    return left.stream().mapToLong(ArchiveImage::expectedMaxBytes).sum() / 1e9;
  }

  /**
   * Checks the size of the download.
   *
   * @param maxGigabytes the limit of {@code --max-gb}
   * @throws UserError if the download may be larger
   */
  public void requireAtMost(double maxGigabytes) {
    if (maxGigabytes() > maxGigabytes) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "Cannot download up to %,.1f GB: --max-gb is %,.1f; raise it, or take fewer sources or"
                  + " bands.",
              maxGigabytes(),
              maxGigabytes));
    }
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
        tiles.coaddIds().size(),
        images.size(),
        images.size() - left.size(),
        size());
  }
}
