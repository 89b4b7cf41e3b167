package allsky.simulation.image;

import allsky.simulation.source.SkySource;
import allsky.survey.Band;

/**
 * The diffraction spikes and the halo of a star brighter than W1 = 8 (Explanatory Supplement to the
 * WISE All-Sky Release, section IV.4.g describes the real patterns; the sizes here are round
 * numbers).
 */
public final class BrightStarPattern {

  /** Stars brighter than this in W1 have a pattern. */
  static final double FAINTEST_W1 = 8;

  private static final double SPIKE_LIGHT = 0.01;
  private static final double SPIKE_LENGTH_PIXELS = 45;
  private static final double HALO_LIGHT = 0.01;
  private static final double HALO_SIGMA_PIXELS = 25;

  private final SkySource star;
  private final double spikePeak;
  private final double spikeSigma;
  private final double haloPeak;
  private final double cos;
  private final double sin;

  public BrightStarPattern(SkySource star, Band band, double spikeAngleRad) {
    this.star = star;
    this.spikeSigma = AtlasPsf.of(band).sigmaPixels();
    double area = 4 * SPIKE_LENGTH_PIXELS * spikeSigma * Math.sqrt(2 * Math.PI);
    this.spikePeak = star.fluxDn(band) * SPIKE_LIGHT / area;
    this.haloPeak =
        star.fluxDn(band) * HALO_LIGHT / (2 * Math.PI * HALO_SIGMA_PIXELS * HALO_SIGMA_PIXELS);
    this.cos = Math.cos(spikeAngleRad);
    this.sin = Math.sin(spikeAngleRad);
  }

  public static boolean has(SkySource source) {
    return source.w1() < FAINTEST_W1;
  }

  /** Adds the pattern to the pixels of an image in which it is above the floor. */
  void addTo(float[][] image, double floor) {
    double reach = reachPixels(floor);
    int top = (int) Math.min(image.length - 1, star.y() + reach);
    for (int y = (int) Math.max(0, star.y() - reach); y <= top; y++) {
      int right = (int) Math.min(image[y].length - 1, star.x() + reach);
      for (int x = (int) Math.max(0, star.x() - reach); x <= right; x++) {
        image[y][x] += (float) (spikeDn(x, y) + haloDn(x, y));
      }
    }
  }

  /** Brightness of the spikes at a pixel in DN. */
  public double spikeDn(double x, double y) {
    double dx = x - star.x();
    double dy = y - star.y();
    double along = Math.abs(cos * dx + sin * dy);
    double across = Math.abs(cos * dy - sin * dx);
    return arm(along, across) + arm(across, along);
  }

  /** Brightness of the halo at a pixel in DN. */
  public double haloDn(double x, double y) {
    double distance = Math.hypot(x - star.x(), y - star.y()) / HALO_SIGMA_PIXELS;
    return haloPeak * Math.exp(-0.5 * distance * distance);
  }

  /** The distance from the star beyond which the pattern is below a brightness. */
  double reachPixels(double floorDn) {
    double spike = SPIKE_LENGTH_PIXELS * Math.log(Math.max(1, spikePeak / floorDn));
    double halo = HALO_SIGMA_PIXELS * Math.sqrt(2 * Math.log(Math.max(1, haloPeak / floorDn)));
    return Math.max(spike, halo);
  }

  private double arm(double along, double across) {
    double offset = across / spikeSigma;
    return spikePeak * Math.exp(-along / SPIKE_LENGTH_PIXELS - 0.5 * offset * offset);
  }
}
