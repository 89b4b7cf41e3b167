package allsky.training.data;

import java.util.SplittableRandom;

/**
 * Training cutouts that lose their photometry before a use (modality dropout; Neverova et al. 2016,
 * "ModDrop", IEEE TPAMI 38, 1692). A network that gets images and photometry then learns to
 * classify by the image alone too, for catalogs without magnitudes.
 */
public final class ModalityDropout {

  /** A choice of allsky. */
  private static final double SHARE = 0.2;

  private static final long STREAM = 0x6d6f6464726f70L;

  private ModalityDropout() {}

  /**
   * True if a cutout loses its photometry.
   *
   * @param draw random number, uniform over all long values
   */
  public static boolean drops(long draw) {
    return new SplittableRandom(draw ^ STREAM).nextDouble() < SHARE;
  }
}
