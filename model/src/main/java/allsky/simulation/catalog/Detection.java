package allsky.simulation.catalog;

import allsky.simulation.image.AtlasPsf;
import allsky.simulation.source.SkySource;
import allsky.survey.Band;
import java.util.List;

/**
 * A detection of the catalog: the brightest source at a position, with the light of fainter sources
 * that are too close to be separated.
 */
public final class Detection {

  private final SkySource source;
  private final double[] blendedDn = new double[Band.values().length];
  private double lightW1;
  private double x;
  private double y;

  /**
   * The detection of sources that are too close to be separated.
   *
   * @param sources one or more, the brightest in W1 first
   */
  public static Detection of(List<SkySource> sources) {
    Detection detection = new Detection(sources.get(0));
    sources.subList(1, sources.size()).forEach(detection::absorb);
    return detection;
  }

  Detection(SkySource source) {
    this.source = source;
    this.lightW1 = source.fluxDn(Band.W1);
    this.x = source.x();
    this.y = source.y();
  }

  /**
   * Adds a fainter source. Its light counts with the weight that it has in the PSF fit at this
   * position.
   */
  void absorb(SkySource fainter) {
    double distance = source.distance(fainter);
    for (Band band : Band.values()) {
      double sigma = AtlasPsf.of(band).sigmaPixels();
      double seen = Math.exp(-distance * distance / (4 * sigma * sigma));
      blendedDn[band.ordinal()] += fainter.fluxDn(band) * seen;
    }
    double light = fainter.fluxDn(Band.W1);
    double share = light / (lightW1 + light);
    x += share * (fainter.x() - x);
    y += share * (fainter.y() - y);
    lightW1 += light;
  }

  /** The brightest source of the detection. */
  public SkySource source() {
    return source;
  }

  /** Light of the other sources in a PSF fit, in DN. */
  double blendedDn(Band band) {
    return blendedDn[band.ordinal()];
  }

  /** Centre of light in W1: 0-based pixel along a row. */
  public double x() {
    return x;
  }

  /** Centre of light in W1: 0-based pixel across the rows. */
  public double y() {
    return y;
  }
}
