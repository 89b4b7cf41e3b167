package allsky.cutout.input;

/**
 * The inverse hyperbolic sine in float precision, without logarithm and square root. A table has
 * the second-order Taylor polynomial about the middle of each of 128 steps in an octave. The
 * third-order remainder is below 2e-8.
 */
final class AsinhTable {

  private static final int STEP_BITS = 7;
  private static final int SHIFT = 23 - STEP_BITS;

  /**
   * Below the smallest value asinh(r) equals r in float precision. Above the largest no pixel is
   * expected.
   */
  private static final float SMALLEST = 0x1p-12f;

  private static final float LARGEST = 0x1p24f;
  private static final int FIRST = Float.floatToRawIntBits(SMALLEST) >> SHIFT;
  private static final int ENTRIES = (Float.floatToRawIntBits(LARGEST) >> SHIFT) - FIRST;

  private static final float[] MIDDLE = new float[ENTRIES];
  private static final float[] VALUE = new float[ENTRIES];
  private static final float[] SLOPE = new float[ENTRIES];
  private static final float[] CURVATURE = new float[ENTRIES];

  static {
    for (int i = 0; i < ENTRIES; i++) {
      float middle = Float.intBitsToFloat(((FIRST + i) << SHIFT) | (1 << (SHIFT - 1)));
      double root = Math.sqrt((double) middle * middle + 1);
      MIDDLE[i] = middle;
      VALUE[i] = (float) Math.log(middle + root);
      SLOPE[i] = (float) (1 / root);
      CURVATURE[i] = (float) (-middle / (2 * root * root * root));
    }
  }

  private AsinhTable() {}

  /** asinh of a value of 0 or more. */
  static float asinh(float value) {
    if (value < SMALLEST) {
      return value;
    }
    if (value >= LARGEST) {
      return (float) (Math.log(value) + Math.log(2));
    }
    int entry = (Float.floatToRawIntBits(value) >> SHIFT) - FIRST;
    float offset = value - MIDDLE[entry];
    return VALUE[entry] + offset * (SLOPE[entry] + offset * CURVATURE[entry]);
  }
}
