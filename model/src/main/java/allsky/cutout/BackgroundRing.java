package allsky.cutout;

import allsky.cutout.arithmetic.PixelArithmetic;

/**
 * The ring of {@link CutoutExtractor#RING_PIXELS} pixels at the border of a window, on which the
 * background is measured. Not thread-safe: an instance keeps the pixels of the last ring.
 */
final class BackgroundRing {

  private static final int WIDTH = CutoutExtractor.RING_PIXELS;

  /** Factor from the median absolute deviation to the standard deviation of a Gaussian. */
  private static final float MAD_TO_SIGMA = 1.4826f;

  private final int window;
  private final PixelArithmetic arithmetic;
  private final float[] ring;
  private int count;

  /**
   * @param window side of the window in pixels, at least two widths of the ring
   */
  BackgroundRing(int window, PixelArithmetic arithmetic) {
    this.window = window;
    this.arithmetic = arithmetic;
    this.ring = new float[window * window];
  }

  /**
   * Takes the pixels of a ring that have a value.
   *
   * @param pixels the window from {@code offset} on, row by row; NaN without a value
   * @param missing number of pixels of the window without a value
   * @return false if no pixel of the ring has a value
   */
  boolean take(float[] pixels, int offset, int missing) {
    if (missing == 0) {
      takeAll(pixels, offset);
    } else {
      takeValues(pixels, offset);
    }
    return count > 0;
  }

  /** The median. */
  float level() {
    return arithmetic.median(ring, count);
  }

  /** The scatter about a level, in the unit of the pixels. Changes the pixels that were taken. */
  float scatter(float level) {
    for (int i = 0; i < count; i++) {
      ring[i] = Math.abs(ring[i] - level);
    }
    return MAD_TO_SIGMA * arithmetic.median(ring, count);
  }

  /** The right end of the ring in a row and its left end in the next row follow each other. */
  private void takeAll(float[] pixels, int offset) {
    int border = WIDTH * window + WIDTH;
    System.arraycopy(pixels, offset, ring, 0, border);
    count = border;
    int last = offset + (window - WIDTH) * window - WIDTH;
    for (int from = offset + border + window - 2 * WIDTH; from < last; from += window) {
      for (int i = 0; i < 2 * WIDTH; i++) {
        ring[count + i] = pixels[from + i];
      }
      count += 2 * WIDTH;
    }
    System.arraycopy(pixels, last, ring, count, border);
    count += border;
  }

  private void takeValues(float[] pixels, int offset) {
    count = 0;
    for (int y = 0; y < window; y++) {
      boolean wholeRow = y < WIDTH || y >= window - WIDTH;
      for (int x = 0; x < window; x++) {
        if (!wholeRow && x == WIDTH) {
          x = window - WIDTH;
        }
        float value = pixels[offset + y * window + x];
        if (!Float.isNaN(value)) {
          ring[count++] = value;
        }
      }
    }
  }
}
