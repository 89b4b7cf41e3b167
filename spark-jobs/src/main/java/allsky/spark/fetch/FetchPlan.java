package allsky.spark.fetch;

import java.util.List;
import java.util.Locale;

/**
 * What a fetch will do, known before the archive is asked.
 *
 * @param tiles how many tiles are needed
 * @param images all images of them
 * @param left how many of the images have no file yet
 */
public record FetchPlan(int tiles, List<TileImage> images, int left) {

  /** Plans for images that go into a folder. */
  public static FetchPlan of(TilesNeeded needed, List<TileImage> images, TilesFolder folder) {
    return new FetchPlan(needed.coaddIds().size(), images, folder.without(images).size());
  }

  /** The most that can come over the line: images that are packed count as if they were not. */
  public double mostGigabytes() {
    return left * (TileImage.MOST_BYTES / 1e9);
  }

  /** Such as "12 tiles, 36 files, 4 already there, at most 2.1 GB to fetch". */
  public String line() {
    return String.format(
        Locale.ROOT,
        "%,d tiles, %,d files, %,d already there, at most %,.1f GB to fetch",
        tiles,
        images.size(),
        images.size() - left,
        mostGigabytes());
  }
}
