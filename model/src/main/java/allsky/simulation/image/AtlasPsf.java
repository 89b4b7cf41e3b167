package allsky.simulation.image;

import allsky.simulation.image.GaussianMixture.Component;
import allsky.simulation.source.Preset;
import allsky.simulation.source.SourceShape;
import allsky.simulation.source.SourceShape.RoundGaussian;
import allsky.survey.AtlasTiling;
import allsky.survey.Band;
import java.util.ArrayList;
import java.util.List;

/**
 * The point spread function of Atlas images, as a sum of round Gaussians. It is broader than the
 * PSF of the telescope, because the coadds are convolved with that PSF by design (Lang 2014, AJ
 * 147, 108).
 */
public final class AtlasPsf {

  /** A round Gaussian: its share of the light, and its sigma in pixels. */
  private record Part(double weight, double sigma) {}

  /** Ratio of sigma and full width at half maximum of a Gaussian. */
  static final double SIGMA_OF_FWHM = 1 / (2 * Math.sqrt(2 * Math.log(2)));

  private static final double CORE_SHARE = 0.96;
  private static final double WING_WIDTH = 3;

  /** Pixels of the Atlas along a pixel of {@link #ofTelescope}, which has 2.75 arcsec. */
  private static final double TELESCOPE_PIXEL = 2;

  private final double sigmaPixels;
  private final List<Part> parts;

  private AtlasPsf(double sigmaPixels, List<Part> parts) {
    this.sigmaPixels = sigmaPixels;
    this.parts = parts;
  }

  /** A Gaussian core with 96 % of the light, and wings. Its width is that of {@link Band}. */
  public static AtlasPsf of(Band band) {
    return ofFwhm(band.atlasFwhmArcsec());
  }

  /** The PSF of single exposures, on the pixels of the Atlas. AllWISE fits its sources with it. */
  public static AtlasPsf ofExposures(Band band) {
    return ofFwhm(BandNoise.nativeFwhmArcsec(band));
  }

  private static AtlasPsf ofFwhm(double arcsec) {
    double sigma = arcsec / AtlasTiling.PIXEL_SCALE_ARCSEC * SIGMA_OF_FWHM;
    return new AtlasPsf(
        sigma, List.of(new Part(CORE_SHARE, sigma), new Part(1 - CORE_SHARE, WING_WIDTH * sigma)));
  }

  /**
   * The PSF of the images of a preset. The calibrated preset has the PSF of the telescope,
   * convolved with itself; the others have {@link #of}. The full widths at half maximum are then
   * 8.4, 9.7, 12.4 and 19.2 arcsec.
   */
  public static AtlasPsf ofImages(Band band, Preset preset) {
    return preset == Preset.SDSS ? convolvedWithItself(ofTelescope(band)) : of(band);
  }

  private static AtlasPsf convolvedWithItself(List<Part> telescope) {
    double light = telescope.stream().mapToDouble(Part::weight).sum();
    List<Part> parts = new ArrayList<>();
    for (Part a : telescope) {
      for (Part b : telescope) {
        parts.add(new Part(a.weight * b.weight / (light * light), Math.hypot(a.sigma, b.sigma)));
      }
    }
    return new AtlasPsf(parts.get(0).sigma, parts);
  }

  /**
   * The mean PSF of single exposures as three Gaussians, published with the Tractor
   * (github.com/dstndstn/tractor, wise-psf-avg.fits). The first of W4 is negative.
   */
  private static List<Part> ofTelescope(Band band) {
    return switch (band) {
      case W1 -> List.of(part(0.7610, 0.751), part(0.1538, 4.622), part(0.0723, 33.874));
      case W2 -> List.of(part(0.5007, 0.805), part(0.3410, 1.769), part(0.1344, 14.341));
      case W3 -> List.of(part(0.2752, 0.732), part(0.5537, 5.579), part(0.1461, 178.892));
      case W4 -> List.of(part(-0.2929, 1.210), part(0.7035, 1.765), part(0.6207, 25.756));
    };
  }

  private static Part part(double weight, double variance) {
    return new Part(weight, TELESCOPE_PIXEL * Math.sqrt(variance));
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
    for (RoundGaussian light : shape.profile().gaussians()) {
      for (Part part : parts) {
        components.add(convolved(shape, light.weight() * part.weight, light.sigma(), part.sigma));
      }
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
