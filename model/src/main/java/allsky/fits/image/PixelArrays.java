package allsky.fits.image;

import allsky.fits.header.NoPixelsException;
import allsky.fits.header.TileHeader;
import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * The pixels of whole images, in arrays that are used again: reading tile after tile then takes the
 * memory of those that are open at a time, 67 MB an Atlas image, and leaves nothing to collect.
 * What is unused is given up where memory gets short. Safe between threads.
 */
public final class PixelArrays {

  /** An image that takes more than a quarter of the memory leaves no room for two other bands. */
  private static final int LARGEST_SHARE = 4;

  /** What Java needs for each row besides its pixels. */
  private static final int ROW_BYTES = 24;

  private final Deque<SoftReference<float[][]>> unused = new ArrayDeque<>();

  /**
   * Rows to fill, which may hold what an earlier image left.
   *
   * @throws NoPixelsException where the image is too large for the memory of this process
   */
  float[][] take(TileHeader header) throws NoPixelsException {
    long bytes = (long) header.height() * (header.width() * (long) Float.BYTES + ROW_BYTES);
    long room = Runtime.getRuntime().maxMemory();
    if (bytes > room / LARGEST_SHARE) {
      throw new NoPixelsException(
          header,
          String.format(
              Locale.ROOT,
              "its %d x %d pixels need %,d MB, more than a quarter of the %,d MB of this process",
              header.width(),
              header.height(),
              bytes >> 20,
              room >> 20));
    }
    return take(header.height(), header.width());
  }

  private synchronized float[][] take(int height, int width) {
    while (!unused.isEmpty()) {
      float[][] pixels = unused.pop().get();
      if (pixels != null && pixels.length == height && pixels[0].length == width) {
        return pixels;
      }
    }
    return new float[height][width];
  }

  /** Takes the pixels of an image back, which nobody may read any more. */
  public synchronized void giveBack(FitsImage image) {
    unused.push(new SoftReference<>(image.pixels()));
  }
}
