package allsky.image;

/** Bits of the {@code cutout_flags} column: a cutout that exists but deserves a second look. */
public final class CutoutFlag {

  /** The window reaches over the image's edge; the pixels outside are NaN. */
  public static final int EDGE = 1;

  /** Pixels inside the image are not finite; they are NaN. */
  public static final int BAD_PIXELS = 2;

  private CutoutFlag() {}
}
