package allsky.image;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The pixels of whole images, in arrays that are used again: reading tile after tile then takes the
 * memory of those that are open at a time, 67 MB an Atlas image, and leaves nothing to collect.
 * What is unused is given up where memory gets short. Safe between threads.
 */
public final class PixelArrays {

  private final Deque<SoftReference<float[][]>> unused = new ArrayDeque<>();

  /** Rows to fill, which may hold what an earlier image left. */
  synchronized float[][] take(int height, int width) {
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
