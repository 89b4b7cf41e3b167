package allsky.simulation.image;

import java.util.random.RandomGenerator;

/** Smooth noise: random values at the points of a square lattice, interpolated between them. */
final class LatticeNoise {

  /**
   * The standard deviation of the interpolated values for one of the lattice of 1: the root mean
   * square of (1 - s, s) in each direction, with s = 3 t^2 - 2 t^3 for t from 0 to 1.
   */
  private static final double KEPT = 26.0 / 35;

  private final int distance;
  private final int shiftX;
  private final int shiftY;
  private final float[][] values;

  /**
   * Draws the values.
   *
   * @param pixels side of the image
   * @param distance distance of two points in pixels, 1 or more
   * @param sigma standard deviation of the noise
   */
  LatticeNoise(int pixels, int distance, double sigma, RandomGenerator random) {
    this.distance = distance;
    this.shiftX = random.nextInt(distance);
    this.shiftY = random.nextInt(distance);
    int points = (pixels + distance - 1) / distance + 2;
    this.values = new float[points][points];
    for (float[] row : values) {
      for (int i = 0; i < points; i++) {
        row[i] = (float) (sigma / KEPT * random.nextGaussian());
      }
    }
  }

  /** Adds the noise, times a factor, to row y of an image. */
  void addTo(float[] row, int y, double factor) {
    float[] lower = values[(y + shiftY) / distance];
    float[] upper = values[(y + shiftY) / distance + 1];
    double up = smooth((y + shiftY) % distance);
    for (int x = 0; x < row.length; x++) {
      int i = (x + shiftX) / distance;
      double right = smooth((x + shiftX) % distance);
      double below = lower[i] + right * (lower[i + 1] - lower[i]);
      double above = upper[i] + right * (upper[i + 1] - upper[i]);
      row[x] += (float) (factor * (below + up * (above - below)));
    }
  }

  private double smooth(int offset) {
    double t = (double) offset / distance;
    return t * t * (3 - 2 * t);
  }
}
