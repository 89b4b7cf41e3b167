package allsky.cutout.arithmetic;

import allsky.fits.header.PixelValue;

/**
 * The inverse hyperbolic sine in float precision, without logarithm and square root. A table has
 * the second-order Taylor polynomial about the middle of each of 128 steps in an octave. The
 * third-order remainder is below 2e-8.
 */
public final class AsinhTable {

  /** A stretched value is asinh divided by this number. */
  public static final double SCALE = 10;

  /** 1 over {@link #SCALE}. */
  public static final float PER_SCALE = (float) (1 / SCALE);

  private static final int STEP_BITS = 7;

  /** The bits of a positive float, shifted by this number, count the steps. */
  public static final int SHIFT = 23 - STEP_BITS;

  /**
   * Below the smallest value asinh(r) equals r in float precision. Above the largest no pixel is
   * expected.
   */
  public static final float SMALLEST = 0x1p-12f;

  /** The table ends below this value. */
  public static final float LARGEST = 0x1p24f;

  /** The step of the first entry. */
  public static final int FIRST = Float.floatToRawIntBits(SMALLEST) >> SHIFT;

  private static final int ENTRIES = (Float.floatToRawIntBits(LARGEST) >> SHIFT) - FIRST;

  private static final float[] VALUE = new float[ENTRIES];
  private static final float[] SLOPE = new float[ENTRIES];
  private static final float[] CURVATURE = new float[ENTRIES];

  static {
    for (int i = 0; i < ENTRIES; i++) {
      float middle = middle((FIRST + i) << SHIFT);
      double root = Math.sqrt((double) middle * middle + 1);
      VALUE[i] = (float) Math.log(middle + root);
      SLOPE[i] = (float) (1 / root);
      CURVATURE[i] = (float) (-middle / (2 * root * root * root));
    }
  }

  private AsinhTable() {}

  /** A copy of the values at the middles of the steps. */
  public static float[] values() {
    return VALUE.clone();
  }

  /** A copy of the first derivatives there. */
  public static float[] slopes() {
    return SLOPE.clone();
  }

  /** A copy of the halves of the second derivatives there. */
  public static float[] curvatures() {
    return CURVATURE.clone();
  }

  /**
   * The stretched value of background-subtracted DN, asinh(DN / sigma) / {@link #SCALE}; 0 if the
   * pixel has no value.
   *
   * @param perSigma 1 over the noise of the band, positive
   */
  public static float stretched(float dn, float perSigma) {
    if (!PixelValue.isValue(dn, PixelValue.LARGEST_DN)) {
      return 0;
    }
    return Math.copySign(asinh(Math.abs(dn) * perSigma) * PER_SCALE, dn);
  }

  /** asinh of a value of 0 or more. */
  static float asinh(float value) {
    if (value < SMALLEST) {
      return value;
    }
    if (value >= LARGEST) {
      return (float) (Math.log(value) + Math.log(2));
    }
    int bits = Float.floatToRawIntBits(value);
    int entry = (bits >> SHIFT) - FIRST;
    float offset = value - middle(bits);
    return VALUE[entry] + offset * (SLOPE[entry] + offset * CURVATURE[entry]);
  }

  /** The middle of the step that contains a positive float with these bits. */
  private static float middle(int bits) {
    return Float.intBitsToFloat((bits & -(1 << SHIFT)) | (1 << (SHIFT - 1)));
  }
}
