package allsky.cutout.input;

import allsky.cutout.arithmetic.AsinhTable;
import allsky.survey.Band;

/**
 * The fixed asinh stretch x = asinh(D / sigma_ref) / 10 (after Lupton, Gunn and Szalay 1999, AJ
 * 118, 1406) with one reference noise for each band. It keeps the ratios between bands, which
 * per-image scaling loses. It needs no clipping and is invertible. The sky is at 0, a source at the
 * 5-sigma limit near 0.1, a saturated star near 0.9.
 */
public final class Stretch {

  /**
   * Identifier of the formula, stored in the model. Change it whenever the formula or a constant
   * changes.
   */
  public static final String ID = "asinh10";

  private final double sigma;
  private final float perSigma;

  private Stretch(double sigma) {
    this.sigma = sigma;
    this.perSigma = (float) (1 / sigma);
  }

  /** The stretch of a band. */
  public static Stretch of(Band band) {
    return new Stretch(band.referenceSigmaDn());
  }

  /**
   * The stretched value of background-subtracted DN; 0, the value of the sky, if the pixel has no
   * value.
   */
  public float apply(float dn) {
    return AsinhTable.stretched(dn, perSigma);
  }

  /** 1 over the reference noise, per DN. */
  float perSigma() {
    return perSigma;
  }

  /** The background-subtracted DN of a stretched value. */
  public float invert(float stretched) {
    return (float) (sigma * Math.sinh(AsinhTable.SCALE * stretched));
  }
}
