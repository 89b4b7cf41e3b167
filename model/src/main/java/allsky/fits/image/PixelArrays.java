package allsky.fits.image;

import allsky.fits.header.NoPixelsException;
import allsky.fits.header.TileHeader;
import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * A pool of arrays for the pixels of images. Reading many tiles then needs only the memory of the
 * images that are open at the same time (67 MB for each Atlas image) and causes no garbage
 * collection. The JVM frees unused arrays when memory is short. Thread-safe.
 */
public final class PixelArrays {

  /** An image that needs more than a quarter of the memory leaves no room for two other bands. */
  private static final int LARGEST_SHARE = 4;

  /** Bytes that Java needs for each row in addition to the pixels. */
  private static final int ROW_BYTES = 24;

  private final Deque<SoftReference<float[][]>> unused = new ArrayDeque<>();

  /**
   * Rows to fill; they may contain pixels of an earlier image.
   *
   * @throws NoPixelsException if the image is too large for the memory of this process
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

  /** Returns the pixels of an image to the pool; no code may read them afterwards. */
  public synchronized void giveBack(FitsImage image) {
    unused.push(new SoftReference<>(image.pixels()));
  }
}
