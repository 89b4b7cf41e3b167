package allsky.simulation.image;

import allsky.simulation.source.Preset;
import allsky.simulation.source.SkySource;
import allsky.survey.Band;
import java.util.List;
import java.util.random.RandomGenerator;

/** Renders the image of one band of a tile: background, correlated noise and all sources. */
public final class ImageRenderer {

  /** Light below this fraction of a pixel's noise is omitted. */
  private static final double FLOOR_IN_PIXEL_SIGMAS = 0.02;

  private final Band band;
  private final TileConditions conditions;
  private final AtlasPsf psf;

  public ImageRenderer(Band band, TileConditions conditions, Preset preset) {
    this.band = band;
    this.conditions = conditions;
    this.psf = AtlasPsf.ofImages(band, preset);
  }

  /**
   * Renders the image: rows of pixels in DN; the first row is the southernmost.
   *
   * @param patterns other light in the image
   */
  public float[][] render(
      int pixels, List<SkySource> sources, List<LightPattern> patterns, RandomGenerator random) {
    float[][] image = new float[pixels][pixels];
    fillBackground(image);
    new CorrelatedNoise(conditions.noise(band), random).addTo(image);
    double floor = FLOOR_IN_PIXEL_SIGMAS * conditions.noise(band).pixelSigmaDn();
    GaussianMixture point = psf.point();
    for (SkySource source : sources) {
      GaussianMixture picture = source.shape().isPoint() ? point : psf.image(source.shape());
      picture.addTo(image, source.x(), source.y(), source.fluxDn(band), floor);
      if (BrightStarPattern.has(source)) {
        new BrightStarPattern(source, band, conditions.spikeAngleRad()).addTo(image, floor);
      }
    }
    patterns.forEach(pattern -> pattern.addTo(image, band));
    return image;
  }

  private void fillBackground(float[][] image) {
    for (int y = 0; y < image.length; y++) {
      double v = 2.0 * y / image.length - 1;
      for (int x = 0; x < image[y].length; x++) {
        double u = 2.0 * x / image[y].length - 1;
        image[y][x] = (float) conditions.backgroundDn(band, u, v);
      }
    }
  }
}
