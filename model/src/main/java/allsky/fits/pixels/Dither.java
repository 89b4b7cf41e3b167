package allsky.fits.pixels;

import allsky.fits.FitsCards;
import allsky.fits.UnreadableImageException;

/**
 * Turns the integers of a quantised tile into floats (FITS Standard 4.0, section 10.2 and appendix
 * I). With dithering, the writer added a random number below 1 to each pixel.
 */
final class Dither {

  /** The method of quantisation, from the ZQUANTIZ card. */
  enum Method {
    NONE,
    NO_DITHER,
    SUBTRACTIVE_DITHER_1,
    /** As SUBTRACTIVE_DITHER_1, but a special integer stands for a pixel of exactly 0. */
    SUBTRACTIVE_DITHER_2
  }

  /** The integer for pixels of exactly 0 (section 10.2.1). */
  private static final long ZERO = -2147483646;

  private static final int COUNT = 10000;

  private static final float[] RANDOM = random();

  private final Method method;
  private final long seed;

  private Dither(Method method, long seed) {
    this.method = method;
    this.seed = seed;
  }

  /**
   * The dithering that a header describes.
   *
   * @throws UnreadableImageException if ZQUANTIZ or ZDITHER0 is invalid
   */
  static Dither of(FitsCards cards) throws UnreadableImageException {
    String name = cards.has("ZQUANTIZ") ? cards.text("ZQUANTIZ") : Method.NO_DITHER.name();
    long seed = cards.integer("ZDITHER0", 1);
    if (seed < 1 || seed > COUNT) {
      throw new UnreadableImageException("its ZDITHER0 is " + seed + "; seeds are 1 to 10000");
    }
    for (Method method : Method.values()) {
      if (method.name().equals(name)) {
        return new Dither(method, seed);
      }
    }
    throw new UnreadableImageException("its ZQUANTIZ is " + name + ", an unknown method");
  }

  /**
   * The floats of a tile.
   *
   * @param tile its row in the table, counted from 0
   * @param blank the integer of pixels without a value
   */
  double[] floats(long[] numbers, long tile, double scale, double zero, Blank blank) {
    double[] floats = new double[numbers.length];
    Sequence sequence = isDithered() ? new Sequence(tile + seed - 1) : null;
    for (int i = 0; i < numbers.length; i++) {
      double shift = sequence == null ? 0 : 0.5 - sequence.next();
      if (blank.is(numbers[i])) {
        floats[i] = Double.NaN;
      } else if (method == Method.SUBTRACTIVE_DITHER_2 && numbers[i] == ZERO) {
        floats[i] = 0;
      } else {
        floats[i] = (numbers[i] + shift) * scale + zero;
      }
    }
    return floats;
  }

  private boolean isDithered() {
    return method == Method.SUBTRACTIVE_DITHER_1 || method == Method.SUBTRACTIVE_DITHER_2;
  }

  /**
   * The integer for pixels without a value.
   *
   * @param isKnown false if there is none
   */
  record Blank(boolean isKnown, long value) {
    boolean is(long number) {
      return isKnown && number == value;
    }
  }

  /** The random numbers of a tile. The row of the tile determines the start in the list. */
  private static final class Sequence {
    private int start;
    private int at;

    Sequence(long row) {
      this.start = (int) (row % COUNT);
      this.at = (int) (RANDOM[start] * 500);
    }

    double next() {
      double random = RANDOM[at++];
      if (at == COUNT) {
        start = (start + 1) % COUNT;
        at = (int) (RANDOM[start] * 500);
      }
      return random;
    }
  }

  /** The generator of Park and Miller 1988, as in appendix I. */
  private static float[] random() {
    float[] numbers = new float[COUNT];
    double modulus = 2147483647;
    double seed = 1;
    for (int i = 0; i < COUNT; i++) {
      seed = (16807 * seed) % modulus;
      numbers[i] = (float) (seed / modulus);
    }
    return numbers;
  }
}
