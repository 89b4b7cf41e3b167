package allsky.spark.fetch;

import allsky.UserError;
import allsky.spark.fetch.selection.ArchiveImage;
import allsky.spark.fetch.selection.TileSelection;
import java.time.Duration;
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

  /** The rate of the archive and the network that {@link #time} assumes. */
  private static final double ASSUMED_BYTES_PER_SECOND = 10e6;

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

  /** The limit of {@code --max-gb}, and whether the download is above it. */
  public String limit(double maxGigabytes) {
    return String.format(
        Locale.ROOT,
        "--max-gb %,.1f %s",
        maxGigabytes,
        maxGigabytes() > maxGigabytes ? "refuses this download" : "allows this download");
  }

  /** The largest possible download, such as "at most 2.1 GB". */
  public String size() {
    return "at most " + amount();
  }

  private String amount() {
    double gigabytes = maxGigabytes();
    return gigabytes < 0.05
        ? String.format(Locale.ROOT, "%,.1f MB", gigabytes * 1e3)
        : String.format(Locale.ROOT, "%,.1f GB", gigabytes);
  }

  /** Such as "12 tiles, 36 files, 4 already there, at most 2.1 GB to fetch". */
  public String line() {
    return String.format(
        Locale.ROOT,
        "%,d tiles, %,d files, %,d already there, %s to fetch",
        tiles.coaddIds().size(),
        images.size(),
        images.size() - left.size(),
        size());
  }

  /** Such as "12 sources on 3 tiles: 36 squares and 0 complete images, 4 of them already there". */
  public String contents() {
    long squares = images.stream().filter(ArchiveImage::isSquare).count();
    return String.format(
        Locale.ROOT,
        "%,d sources on %,d tiles: %,d squares and %,d complete images, %,d of them already there",
        tiles.sources(),
        tiles.coaddIds().size(),
        squares,
        images.size() - squares,
        images.size() - left.size());
  }

  /**
   * What is fetched, such as "36 files, at most 1.4 MB, about 1 min (a request each 250 ms, 10
   * MB/s)".
   *
   * @param pause the time between two requests
   */
  public String cost(Duration pause) {
    return String.format(Locale.ROOT, "%,d files, %s, %s", left.size(), size(), time(pause));
  }

  /**
   * The estimated time, such as "about 1 min (a request each 250 ms, 10 MB/s)": an image takes a
   * pause, or longer if it is large.
   *
   * @param pause the time between two requests
   */
  public String time(Duration pause) {
    double seconds =
        left.stream()
            .mapToDouble(image -> image.expectedMaxBytes() / ASSUMED_BYTES_PER_SECOND)
            .map(transfer -> Math.max(transfer, pause.toMillis() / 1e3))
            .sum();
    String rounded =
        seconds < 7200
            ? String.format(Locale.ROOT, "%.0f min", Math.ceil(seconds / 60))
            : String.format(Locale.ROOT, "%.0f h", seconds / 3600);
    return String.format(
        Locale.ROOT, "about %s (a request each %,d ms, 10 MB/s)", rounded, pause.toMillis());
  }
}
