package allsky.simulation.catalog;

import allsky.simulation.image.AtlasPsf;
import allsky.simulation.image.BandNoise;
import allsky.simulation.image.GaussianMixture;
import allsky.simulation.image.ImageNoise;
import allsky.simulation.image.Saturation;
import allsky.simulation.image.TileConditions;
import allsky.simulation.source.SkySource;
import allsky.simulation.source.SourceShape;
import allsky.survey.Band;
import java.util.List;
import java.util.random.RandomGenerator;

/** Measures sources in one band with the methods and the errors of the archive's pipeline. */
public final class PhotometryMeasurement {

  /**
   * Relative error that does not depend on the exposure time (RMS of repeated bright stars in
   * AllWISE).
   */
  private static final double PHOTOMETRIC_FLOOR = 0.02;

  /** Below this signal-to-noise ratio magnitudes are upper limits. */
  private static final double UPPER_LIMIT_SNR = 2;

  /**
   * Pixels of one exposure in a PSF fit: a circle of 7.25 arcsec with pixels of 2.75 arcsec. Their
   * number determines the scatter of rchi2 and how fast it increases with the residuals of a
   * galaxy. AllWISE fits all exposures together.
   */
  private static final double FITTED_PIXELS = Math.PI * Math.pow(7.25 / 2.75, 2);

  /** Scatter of rchi2 with many exposures. */
  private static final double RCHI2_FLOOR = 0.04;

  private final Band band;
  private final TileConditions conditions;
  private final BandNoise noise;
  private final AtlasPsf psf;
  private final AtlasPsf exposures;
  private final GaussianMixture point;
  private final double pointOverlap;
  // Radii of the first and the third standard aperture, Explanatory Supplement, section II.1.a.
  private final Aperture small;
  private final Aperture large;

  public PhotometryMeasurement(Band band, TileConditions conditions) {
    this.band = band;
    this.conditions = conditions;
    this.noise = conditions.noise(band);
    this.psf = AtlasPsf.of(band);
    this.exposures = AtlasPsf.ofExposures(band);
    this.point = psf.point();
    this.pointOverlap = point.overlap(point);
    this.small = new Aperture(5.5, psf);
    this.large = new Aperture(11, psf);
  }

  /**
   * Measures one detection.
   *
   * @param image the noise of the band's image
   * @param u position along a row, -1 to 1
   * @param v position across the rows, -1 to 1
   */
  public BandPhotometry measure(
      Detection detection,
      List<SkySource> unlisted,
      ImageNoise image,
      double u,
      double v,
      RandomGenerator random) {
    SkySource source = detection.source();
    GaussianMixture picture = source.shape().isPoint() ? point : psf.image(source.shape());
    double flux = source.fluxDn(band);
    // Least-squares fit of the image of a point P to the image of the source G: <G, P> / <P, P>.
    double seenAsPoint = picture.overlap(point) / pointOverlap;
    double floor = PHOTOMETRIC_FLOOR * flux;
    double fitSigma = Math.hypot(noise.fluxSigmaDn(), floor);
    double fit =
        flux * seenAsPoint
            + detection.blendedDn(band)
            + fluxDeviate(image.ofPointSource(detection.x(), detection.y()), random)
            + floor * random.nextGaussian();
    double rchi2 = rchi2(source, random);
    double floorDeviate = floor * random.nextGaussian();
    double smallFlux = inAperture(small, picture, detection, unlisted, image) + floorDeviate;
    double largeFlux = inAperture(large, picture, detection, unlisted, image) + floorDeviate;
    double smallSigma = Math.hypot(noise.apertureSigmaDn(small.radiusPixels()), floor);
    double largeSigma = Math.hypot(noise.apertureSigmaDn(large.radiusPixels()), floor);

    return new BandPhotometry(
        magnitude(fit, fitSigma),
        magnitudeError(fit, fitSigma),
        rounded(fit / fitSigma, 10),
        rounded(Math.max(0.3, rchi2), 1000),
        saturatedFraction(source.magnitude(band)),
        rounded(conditions.coverage(band), 1000),
        rounded(conditions.backgroundDn(band, u, v), 1000),
        rounded(noise.pixelSigmaDn(), 1000),
        magnitude(smallFlux, smallSigma),
        magnitudeError(smallFlux, smallSigma),
        magnitude(largeFlux, largeSigma),
        magnitudeError(largeFlux, largeSigma));
  }

  /** The reduced chi squared of a fit of a point source to all exposures. */
  private double rchi2(SkySource source, RandomGenerator random) {
    double freedom = FITTED_PIXELS * conditions.coverage(band);
    double scatter = Math.hypot(RCHI2_FLOOR, Math.sqrt(2 / freedom));
    double signal = source.fluxDn(band) / noise.fluxSigmaDn();
    return 1 + scatter * random.nextGaussian() + misfit(source.shape()) * signal * signal / freedom;
  }

  /** The share of the squared light of a shape that a point source cannot fit, 0 to 1. */
  private double misfit(SourceShape shape) {
    if (shape.isPoint()) {
      return 0;
    }
    GaussianMixture picture = exposures.image(shape);
    double squared = exposures.point().overlap(exposures.point());
    double seenAsPoint = picture.overlap(exposures.point()) / squared;
    return Math.max(0, picture.overlap(picture) / squared - seenAsPoint * seenAsPoint);
  }

  /**
   * Error of a fitted flux in DN. The part that the catalog shares with the image comes from the
   * image.
   *
   * @param inImage noise of the image, in units of its standard deviation
   */
  private double fluxDeviate(double inImage, RandomGenerator random) {
    double shared = noise.correlation();
    double own = Math.sqrt(1 - shared * shared);
    return noise.fluxSigmaDn() * (shared * inImage + own * random.nextGaussian());
  }

  private double inAperture(
      Aperture aperture,
      GaussianMixture picture,
      Detection detection,
      List<SkySource> unlisted,
      ImageNoise image) {
    SkySource source = detection.source();
    double radius = aperture.radiusPixels();
    double light =
        source.fluxDn(band) * picture.enclosedLight(radius)
            + image.inCircle(detection.x(), detection.y(), radius);
    for (SkySource other : unlisted) {
      double flux = other.fluxDn(band);
      if (flux > noise.fluxSigmaDn()) {
        light += flux * aperture.lightFrom(source.distance(other));
      }
    }
    return light;
  }

  /** The magnitude, or its 95 % upper limit: the flux, if positive, plus two sigma. */
  private double magnitude(double flux, double sigma) {
    double shown = flux / sigma < UPPER_LIMIT_SNR ? Math.max(0, flux) + 2 * sigma : flux;
    return rounded(band.magnitudeZeroPoint() - 2.5 * Math.log10(shown), 1000);
  }

  private static double magnitudeError(double flux, double sigma) {
    return flux / sigma < UPPER_LIMIT_SNR
        ? Double.NaN
        : rounded(2.5 / Math.log(10) * sigma / flux, 1000);
  }

  private double saturatedFraction(double magnitude) {
    double above = Saturation.magnitude(band) - magnitude;
    return rounded(Math.max(0, Math.min(0.3, 0.05 * above)), 1000);
  }

  public static double rounded(double value, double perUnit) {
    return Math.round(value * perUnit) / perUnit;
  }
}
