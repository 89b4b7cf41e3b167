package allsky.simulation.catalog;

import allsky.simulation.image.AtlasPsf;
import allsky.survey.AtlasTiling;

/**
 * A circular aperture: it sums the pixels in a circle and calculates the contribution of
 * neighbours.
 */
final class Aperture {

  private static final double TABLE_STEP_PIXELS = 0.25;
  private static final int TABLE_SIZE = 120;

  private final double radiusPixels;
  private final double[] neighbourLight = new double[TABLE_SIZE];

  Aperture(double radiusArcsec, AtlasPsf psf) {
    this.radiusPixels = radiusArcsec / AtlasTiling.PIXEL_SCALE_ARCSEC;
    for (int i = 0; i < TABLE_SIZE; i++) {
      neighbourLight[i] = lightOfPoint(i * TABLE_STEP_PIXELS, psf.sigmaPixels());
    }
  }

  double radiusPixels() {
    return radiusPixels;
  }

  /** The share of a point source's light inside the circle, for a distance from the centre. */
  double lightFrom(double distancePixels) {
    int i = (int) (distancePixels / TABLE_STEP_PIXELS);
    return i < TABLE_SIZE ? neighbourLight[i] : 0;
  }

  /** The integral of a Gaussian over the circle, ring by ring about the centre of the Gaussian. */
  private double lightOfPoint(double distance, double sigma) {
    double step = sigma / 50;
    double light = 0;
    for (double r = step / 2; r < 6 * sigma; r += step) {
      double ring = r / (sigma * sigma) * Math.exp(-0.5 * r * r / (sigma * sigma)) * step;
      light += ring * shareInside(r, distance);
    }
    return light;
  }

  /** The share of a ring of radius r that is inside the circle, from the law of cosines. */
  private double shareInside(double r, double distance) {
    if (r + distance <= radiusPixels) {
      return 1;
    }
    double cosine =
        (r * r + distance * distance - radiusPixels * radiusPixels) / (2 * r * distance);
    return Math.acos(Math.max(-1, Math.min(1, cosine))) / Math.PI;
  }
}
