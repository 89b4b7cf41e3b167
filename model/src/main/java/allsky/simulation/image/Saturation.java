package allsky.simulation.image;

import allsky.simulation.source.Preset;
import allsky.survey.Band;

/**
 * Saturation in the images of one band: bright cores are flat, the cores of brighter sources are
 * masked (NaN). Whether a pixel of a single exposure saturates also depends on where in the pixel
 * the star is, so the limit is not sharp (Explanatory Supplement to the WISE Preliminary Release,
 * section VI.4.d). Near the limit, only unsaturated exposures are in the coadd. The width of this
 * range is a round number; no real Atlas image of a saturated star was available.
 */
public final class Saturation {

  /** Magnitudes between the first flat pixel and the first masked one. */
  private static final double FLAT_RANGE_MAG = 1;

  private final Band band;
  private final TileConditions conditions;
  private final double flatDn;

  public Saturation(Band band, TileConditions conditions, Preset preset) {
    this.band = band;
    this.conditions = conditions;
    double fluxDn = Math.pow(10, 0.4 * (band.magnitudeZeroPoint() - magnitude(band)));
    this.flatDn = fluxDn * AtlasPsf.ofImages(band, preset).point().peak();
  }

  /**
   * Vega magnitude of point sources at which saturation begins (Explanatory Supplement to AllWISE,
   * section II.4).
   */
  public static double magnitude(Band band) {
    return switch (band) {
      case W1 -> 8;
      case W2 -> 7;
      case W3 -> 3.8;
      case W4 -> -0.4;
    };
  }

  /** Saturates an image: rows of pixels in DN. */
  public void applyTo(float[][] image) {
    double maskedDn = flatDn * Math.pow(10, 0.4 * FLAT_RANGE_MAG);
    for (int y = 0; y < image.length; y++) {
      double v = 2.0 * y / image.length - 1;
      for (int x = 0; x < image[y].length; x++) {
        double background = conditions.backgroundDn(band, 2.0 * x / image[y].length - 1, v);
        double light = image[y][x] - background;
        if (light > maskedDn) {
          image[y][x] = Float.NaN;
        } else if (light > flatDn) {
          image[y][x] = (float) (background + flatDn);
        }
      }
    }
  }
}
