package allsky.cutout;

/** Bits of the {@code cutout_flags} column, which mark cutouts with doubtful pixels. */
public final class CutoutFlag {

  /** The window extends beyond the edge of the image; the pixels outside are NaN. */
  public static final int EDGE = 1;

  /** Pixels inside the image have no value or an impossible value; they are NaN. */
  public static final int BAD_PIXELS = 2;

  /** All pixels of a band that have a value have the same value, for example a filled gap. */
  public static final int CONSTANT = 4;

  /** The meaning of the bits, for the description of the column. */
  public static final String MEANING =
      "1 over the image's edge, 2 bad pixels, 4 a band of one value only";

  private CutoutFlag() {}
}
