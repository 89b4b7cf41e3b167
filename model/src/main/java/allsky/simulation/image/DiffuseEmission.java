package allsky.simulation.image;

import allsky.survey.AtlasTiling;
import allsky.survey.Band;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The emission of interstellar dust in one tile: a random field in W3 and W4 whose power spectrum
 * is a power law of slope -2.9, the mean slope of the emission at 100 micron (Miville-Deschenes et
 * al. 2007, A&A 469, 595). It is a sum of {@link LatticeNoise}.
 *
 * <p>The mean brightness is proportional to the cosecant of the Galactic latitude, as in a plane
 * layer of dust. Its value at the poles and the scatter are round numbers.
 */
public final class DiffuseEmission {

  private static final double SPECTRAL_SLOPE = 2.9;
  private static final int LARGEST_DISTANCE_PIXELS = 4096;
  private static final int SMALLEST_DISTANCE_PIXELS = 8;

  /** Mean brightness at the Galactic poles in MJy/sr. */
  private static final double POLAR_BRIGHTNESS = 0.04;

  /** Standard deviation over 4096 pixels, relative to the mean brightness. */
  private static final double RELATIVE_SCATTER = 0.25;

  /** The sine of the latitude below which the brightness does not increase. */
  private static final double SMALLEST_SINE = 0.02;

  private final double meanBrightness;
  private final List<LatticeNoise> octaves = new ArrayList<>();

  /**
   * Draws the emission of a tile.
   *
   * @param pixels side of the tile in pixels
   * @param latDeg Galactic latitude in degrees
   */
  public DiffuseEmission(int pixels, double latDeg, RandomGenerator random) {
    double sine = Math.abs(Math.sin(Math.toRadians(latDeg)));
    this.meanBrightness = POLAR_BRIGHTNESS / Math.max(SMALLEST_SINE, sine);
    double variance = 1;
    double sum = 0;
    List<Double> variances = new ArrayList<>();
    for (int distance = LARGEST_DISTANCE_PIXELS;
        distance >= SMALLEST_DISTANCE_PIXELS;
        distance /= 2) {
      variances.add(variance);
      sum += variance;
      // In two dimensions a power spectrum k^-s has a variance of L^(s - 2) in the octave of size
      // L.
      variance *= Math.pow(2, 2 - SPECTRAL_SLOPE);
    }
    int distance = LARGEST_DISTANCE_PIXELS;
    for (double octave : variances) {
      double sigma = RELATIVE_SCATTER * meanBrightness * Math.sqrt(octave / sum);
      octaves.add(new LatticeNoise(pixels, distance, sigma, random));
      distance /= 2;
    }
  }

  /** Adds the emission to the image of a band. W1 and W2 have none. */
  public void addTo(float[][] image, Band band) {
    double dn = dnOfBrightness(band);
    if (dn == 0) {
      return;
    }
    for (int y = 0; y < image.length; y++) {
      for (int x = 0; x < image[y].length; x++) {
        image[y][x] += (float) (dn * meanBrightness);
      }
      for (LatticeNoise octave : octaves) {
        octave.addTo(image[y], y, dn);
      }
    }
  }

  /** DN of a pixel for 1 MJy/sr. Both bands have the same brightness. */
  private static double dnOfBrightness(Band band) {
    // Flux of 1 DN in Jy: Explanatory Supplement to the WISE All-Sky Release, section II.3.f.
    double janskyOfDn =
        switch (band) {
          case W1, W2 -> Double.POSITIVE_INFINITY;
          case W3 -> 1.8326e-6;
          case W4 -> 5.2269e-5;
        };
    double pixelRad = Math.toRadians(AtlasTiling.PIXEL_SCALE_DEG);
    return 1e6 * pixelRad * pixelRad / janskyOfDn;
  }
}
