package allsky.simulation.catalog;

import allsky.simulation.image.AtlasPsf;
import allsky.simulation.source.SkySource;
import allsky.survey.Band;

/**
 * A place where the catalog sees one source: the brightest there, with the light of fainter ones
 * that are too close to be told apart.
 */
public final class Detection {

  private final SkySource source;
  private final double[] blendedDn = new double[Band.values().length];
  private double lightW1;
  private double x;
  private double y;

  Detection(SkySource source) {
    this.source = source;
    this.lightW1 = source.fluxDn(Band.W1);
    this.x = source.x();
    this.y = source.y();
  }

  /** Takes in a fainter source; its light counts as far as the PSF fit at this place sees it. */
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

  /** The brightest source here. */
  public SkySource source() {
    return source;
  }

  /** Light of the others in a PSF fit, DN. */
  double blendedDn(Band band) {
    return blendedDn[band.ordinal()];
  }

  /** Centre of light in W1, 0-based pixel along a row. */
  public double x() {
    return x;
  }

  /** Centre of light in W1, 0-based pixel across the rows. */
  public double y() {
    return y;
  }
}
