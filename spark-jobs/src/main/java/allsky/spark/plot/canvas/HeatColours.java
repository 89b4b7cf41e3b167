package allsky.spark.plot.canvas;

/**
 * Colours of a quantity, dark for 0 and bright for 1: "viridis" (Smith and van der Walt 2015), in
 * which equal steps look equal, also without colour vision.
 */
public final class HeatColours {

  /** The colours at equal steps; those between are mixed. */
  private static final int[] STEPS = {
    0x440154, 0x472d7b, 0x3b528b, 0x2c728e, 0x21918c, 0x28ae80, 0x5ec962, 0xaddc30, 0xfde725
  };

  private HeatColours() {}

  /** The colour of a share as 0xRRGGBB; below 0 that of 0, above 1 that of 1. */
  public static int rgb(double share) {
    double place = Math.max(0, Math.min(1, share)) * (STEPS.length - 1);
    int step = Math.min((int) place, STEPS.length - 2);
    double part = place - step;
    int rgb = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int low = STEPS[step] >> shift & 0xff;
      int high = STEPS[step + 1] >> shift & 0xff;
      rgb |= (int) Math.round(low + part * (high - low)) << shift;
    }
    return rgb;
  }
}
