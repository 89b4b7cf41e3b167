package allsky.cutout;

/** Bits of the {@code cutout_flags} column: a cutout that exists but deserves a second look. */
public final class CutoutFlag {

  /** The window reaches over the image's edge; the pixels outside are NaN. */
  public static final int EDGE = 1;

  /** Pixels inside the image have no value, or one that no light makes; they are NaN. */
  public static final int BAD_PIXELS = 2;

  /** The pixels of a band that have a value all have the same one, as a filled gap has. */
  public static final int CONSTANT = 4;

  /** What the bits mean, for the description of a column. */
  public static final String MEANING =
      "1 over the image's edge, 2 bad pixels, 4 a band of one value only";

  private CutoutFlag() {}
}
