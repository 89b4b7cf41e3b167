package allsky.simulation.image;

import allsky.survey.AtlasTiling;
import allsky.survey.Band;

/**
 * The noise of one band's image. The white noise of the telescope's pixels becomes correlated when
 * the coadd is convolved with the telescope's PSF (Masci and Fowler 2009, ASP Conf. 411, 67). So
 * the noise of a single pixel is much smaller than the error of a flux suggests.
 *
 * @param fluxSigmaDn error of the flux of a point source in DN
 * @param whiteSigmaDn noise of a pixel before the convolution in DN
 * @param kernelSigmaPixels sigma of the Gaussian convolution kernel in pixels
 */
public record BandNoise(double fluxSigmaDn, double whiteSigmaDn, double kernelSigmaPixels) {

  /**
   * The noise of a band whose pixels and fluxes have the same origin.
   *
   * @param fluxSigmaDn error of the flux of a point source in DN
   */
  static BandNoise ofFlux(Band band, double fluxSigmaDn) {
    double kernel = kernelSigmaPixels(band);
    double psfSquared = Math.pow(AtlasPsf.of(band).sigmaPixels(), 2);
    // The error of a PSF-weighted flux is sigma_white^2 * integral |P|^2 |K|^2 / (integral P^2)^2
    // over spatial frequencies; with Gaussians P and K: sigma_white^2 4 pi s^4 / (s^2 + k^2).
    double variance =
        fluxSigmaDn
            * fluxSigmaDn
            * (psfSquared + kernel * kernel)
            / (4 * Math.PI * psfSquared * psfSquared);
    return new BandNoise(fluxSigmaDn, Math.sqrt(variance), kernel);
  }

  /**
   * The noise of a band whose pixels were measured independently of its fluxes.
   *
   * @param fluxSigmaDn error of the flux of a point source in DN
   * @param pixelSigmaDn standard deviation of one pixel of the image in DN
   */
  static BandNoise ofPixels(Band band, double fluxSigmaDn, double pixelSigmaDn) {
    double kernel = kernelSigmaPixels(band);
    return new BandNoise(fluxSigmaDn, pixelSigmaDn * 2 * Math.sqrt(Math.PI) * kernel, kernel);
  }

  private static double kernelSigmaPixels(Band band) {
    return nativeFwhmArcsec(band) / AtlasTiling.PIXEL_SCALE_ARCSEC * AtlasPsf.SIGMA_OF_FWHM;
  }

  /** Standard deviation of one pixel of the image in DN. */
  public double pixelSigmaDn() {
    return whiteSigmaDn / (2 * Math.sqrt(Math.PI) * kernelSigmaPixels);
  }

  /**
   * Error in DN of the best estimate of a point source's flux from the image: the noise of a pixel
   * over the share of the light in the central pixel of a Gaussian kernel, convolved with itself.
   */
  public double imageFluxSigmaDn() {
    return pixelSigmaDn() * 4 * Math.PI * kernelSigmaPixels * kernelSigmaPixels;
  }

  /**
   * Correlation of the errors of a point source's flux in the catalog and in the image, 0 to 1.
   * Both come from the same photons: the less exact estimate has the error of the better one and an
   * error of its own. So a combination of both is not better than the better one.
   */
  public double correlation() {
    double image = imageFluxSigmaDn();
    return Math.min(image, fluxSigmaDn) / Math.max(image, fluxSigmaDn);
  }

  /** Error in DN of the sum of the pixels in a circle. */
  public double apertureSigmaDn(double radiusPixels) {
    // The circle is approximated by a Gaussian of the same second moment: small circles have fewer
    // independent pixels.
    double squared = radiusPixels * radiusPixels / 4;
    double kept = squared / (squared + kernelSigmaPixels * kernelSigmaPixels);
    return whiteSigmaDn * radiusPixels * Math.sqrt(Math.PI * kept);
  }

  /**
   * Full width at half maximum of the PSF of single exposures, Wright et al. 2010 (AJ 140, 1868),
   * section 2.
   */
  public static double nativeFwhmArcsec(Band band) {
    return switch (band) {
      case W1 -> 6.1;
      case W2 -> 6.4;
      case W3 -> 6.5;
      case W4 -> 12.0;
    };
  }
}
