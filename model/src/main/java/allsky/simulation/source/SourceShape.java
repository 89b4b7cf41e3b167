package allsky.simulation.source;

import allsky.survey.SourceClass;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The intrinsic shape of a source, before the PSF: a point, or an ellipse for a galaxy.
 *
 * @param profile the radial brightness profile
 * @param halfLightRadiusArcsec radius of the circle with the same area as the ellipse that contains
 *     half of the light; 0 for a point
 * @param axisRatio minor over major axis, above 0 to 1
 * @param positionAngleDeg direction of the major axis in degrees, from north through east
 */
public record SourceShape(
    Profile profile, double halfLightRadiusArcsec, double axisRatio, double positionAngleDeg) {

  /** The radial brightness profile of a shape. */
  public enum Profile {
    POINT,
    EXPONENTIAL,
    DE_VAUCOULEURS;

    /** The profile as a sum of Gaussians for a half-light radius of 1. */
    public List<RoundGaussian> gaussians() {
      return switch (this) {
        case POINT -> DELTA;
        case EXPONENTIAL -> EXPONENTIAL_GAUSSIANS;
        case DE_VAUCOULEURS -> DE_VAUCOULEURS_GAUSSIANS;
      };
    }
  }

  /** A Gaussian with its share of the light and its sigma in half-light radii. */
  public record RoundGaussian(double weight, double sigma) {}

  private static final List<RoundGaussian> DELTA = List.of(new RoundGaussian(1, 0));

  // Sums of four Gaussians as in Hogg and Lang 2013 (PASP 125, 719); weights and sigmas are our
  // least-squares fits to the enclosed light: within 0.1 % of the exponential profile and 0.7 % of
  // de Vaucouleurs's, cut at 8 half-light radii.
  private static final List<RoundGaussian> EXPONENTIAL_GAUSSIANS =
      List.of(
          new RoundGaussian(0.02946, 0.19103),
          new RoundGaussian(0.21557, 0.47397),
          new RoundGaussian(0.51015, 0.90552),
          new RoundGaussian(0.24482, 1.55215));
  private static final List<RoundGaussian> DE_VAUCOULEURS_GAUSSIANS =
      List.of(
          new RoundGaussian(0.08437, 0.06074),
          new RoundGaussian(0.24208, 0.26813),
          new RoundGaussian(0.36308, 0.86428),
          new RoundGaussian(0.31047, 2.72468));

  public static final SourceShape POINT = new SourceShape(Profile.POINT, 0, 1, 0);

  private static final double EXPONENTIAL_SHARE = 0.65;

  public SourceShape {
    if (!(halfLightRadiusArcsec >= 0)) {
      throw new IllegalArgumentException(
          "Invalid half-light radius (arcsec, not negative): " + halfLightRadiusArcsec);
    }
    if (!(axisRatio > 0 && axisRatio <= 1)) {
      throw new IllegalArgumentException("Invalid axis ratio (above 0, to 1): " + axisRatio);
    }
  }

  public boolean isPoint() {
    return profile == Profile.POINT;
  }

  /** The shape of a source: a point, or a random galaxy. */
  public static SourceShape draw(SourceClass sourceClass, double w1, RandomGenerator random) {
    return sourceClass == SourceClass.GALAXY ? drawGalaxy(w1, random) : POINT;
  }

  /**
   * A random galaxy. The half-light radius is 3.0 arcsec at W1 = 13 and decreases by a factor of
   * 10^-0.1 per magnitude, with a scatter of 0.40 in the natural logarithm (sizes of SDSS galaxies,
   * Shen et al. 2003, MNRAS 343, 978); axis ratios are Beta(3, 1.5).
   */
  public static SourceShape drawGalaxy(double w1, RandomGenerator random) {
    boolean disk = random.nextDouble() < EXPONENTIAL_SHARE;
    double radius = 3.0 * Math.pow(10, -0.10 * (w1 - 13)) * Math.exp(0.40 * random.nextGaussian());
    return new SourceShape(
        disk ? Profile.EXPONENTIAL : Profile.DE_VAUCOULEURS,
        radius,
        Math.max(0.15, axisRatio(random)),
        180 * random.nextDouble());
  }

  /**
   * A random number of Beta(3, 1.5), by rejection sampling; the maximum of the density is at 0.8.
   */
  private static double axisRatio(RandomGenerator random) {
    double largest = 0.8 * 0.8 * Math.sqrt(0.2);
    while (true) {
      double ratio = random.nextDouble();
      if (random.nextDouble() * largest <= ratio * ratio * Math.sqrt(1 - ratio)) {
        return ratio;
      }
    }
  }
}
