package allsky.simulation.image;

import allsky.simulation.image.GaussianMixture.Component;
import allsky.simulation.source.SourceShape;
import allsky.simulation.source.SourceShape.RoundGaussian;
import allsky.survey.AtlasTiling;
import allsky.survey.Band;
import java.util.ArrayList;
import java.util.List;

/**
 * The point spread function of Atlas images: a Gaussian core with 96 % of the light, and wings. It
 * is broader than the PSF of the telescope, because the coadds are convolved with that PSF by
 * design (Lang 2014, AJ 147, 108).
 */
public final class AtlasPsf {

  /** Ratio of sigma and full width at half maximum of a Gaussian. */
  static final double SIGMA_OF_FWHM = 1 / (2 * Math.sqrt(2 * Math.log(2)));

  private static final double CORE_SHARE = 0.96;
  private static final double WING_WIDTH = 3;

  private final double sigmaPixels;

  private AtlasPsf(double sigmaPixels) {
    this.sigmaPixels = sigmaPixels;
  }

  public static AtlasPsf of(Band band) {
    double fwhmPixels = band.atlasFwhmArcsec() / AtlasTiling.PIXEL_SCALE_ARCSEC;
    return new AtlasPsf(fwhmPixels * SIGMA_OF_FWHM);
  }

  /** Sigma of the core in pixels. */
  public double sigmaPixels() {
    return sigmaPixels;
  }

  /** The image of a point source of unit light. */
  public GaussianMixture point() {
    return image(SourceShape.POINT);
  }

  /** The image of a shape of unit light: its Gaussians convolved with the Gaussians of the PSF. */
  public GaussianMixture image(SourceShape shape) {
    List<Component> components = new ArrayList<>();
    for (RoundGaussian part : shape.profile().gaussians()) {
      double core = part.weight() * CORE_SHARE;
      double wing = part.weight() * (1 - CORE_SHARE);
      components.add(convolved(shape, core, part.sigma(), sigmaPixels));
      components.add(convolved(shape, wing, part.sigma(), WING_WIDTH * sigmaPixels));
    }
    return new GaussianMixture(components);
  }

  private static Component convolved(
      SourceShape shape, double weight, double sigma, double psfSigma) {
    double round = sigma * shape.halfLightRadiusArcsec() / AtlasTiling.PIXEL_SCALE_ARCSEC;
    double majorSquared = round * round / shape.axisRatio();
    double minorSquared = round * round * shape.axisRatio();
    // East is at smaller x, north at larger y.
    double angle = Math.toRadians(shape.positionAngleDeg());
    double alongX = -Math.sin(angle);
    double alongY = Math.cos(angle);
    double difference = majorSquared - minorSquared;
    double least = minorSquared + psfSigma * psfSigma;
    return new Component(
        weight,
        least + difference * alongX * alongX,
        difference * alongX * alongY,
        least + difference * alongY * alongY);
  }
}
