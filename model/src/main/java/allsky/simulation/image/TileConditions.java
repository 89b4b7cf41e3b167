package allsky.simulation.image;

import allsky.survey.AtlasTile;
import allsky.survey.Band;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** The observing conditions of a tile: depth, background and scan direction. */
public final class TileConditions {

  private static final double BACKGROUND_SCATTER = 0.3;
  private static final double GRADIENT_IN_PIXEL_SIGMAS = 3;

  private final double noiseFactor;
  private final List<BandNoise> noise;
  private final double[] background = new double[Band.values().length];
  private final double[][] gradient = new double[Band.values().length][3];
  private final double spikeAngleRad;

  private TileConditions(
      AtlasTile tile,
      NoiseModel model,
      CoverageModel coverage,
      ZodiacalLight zodiacalLight,
      RandomGenerator random) {
    this.noiseFactor = coverage.drawNoiseFactor(tile, random);
    this.noise =
        Arrays.stream(Band.values())
            .map(b -> model.noise(b, noiseFactor * zodiacalLight.noise(b, tile)))
            .toList();
    for (Band band : Band.values()) {
      int b = band.ordinal();
      background[b] =
          zodiacalLight.brightness(band, tile)
              * typicalBackgroundDn(band)
              * Math.exp(BACKGROUND_SCATTER * random.nextGaussian());
      double sigma = GRADIENT_IN_PIXEL_SIGMAS * noise.get(b).pixelSigmaDn();
      for (int term = 0; term < 3; term++) {
        gradient[b][term] = sigma * (2 * random.nextDouble() - 1);
      }
    }
    this.spikeAngleRad = Math.PI / 2 * random.nextDouble();
  }

  public static TileConditions draw(
      AtlasTile tile,
      NoiseModel model,
      CoverageModel coverage,
      ZodiacalLight zodiacalLight,
      RandomGenerator random) {
    return new TileConditions(tile, model, coverage, zodiacalLight, random);
  }

  public BandNoise noise(Band band) {
    return noise.get(band.ordinal());
  }

  /**
   * Number of exposures of each pixel: 25 and 13 are the medians of AllWISE; it is larger near the
   * ecliptic poles.
   */
  public double coverage(Band band) {
    double typical = band == Band.W1 || band == Band.W2 ? CoverageModel.TYPICAL_COVERAGE : 13;
    return typical / (noiseFactor * noiseFactor);
  }

  /**
   * The background level in DN.
   *
   * @param u position along a row, -1 to 1
   * @param v position across the rows, -1 to 1
   */
  public double backgroundDn(Band band, double u, double v) {
    double[] terms = gradient[band.ordinal()];
    return background[band.ordinal()] + terms[0] * u + terms[1] * v + terms[2] * u * v;
  }

  /**
   * Angle between the x axis and a diffraction spike; the other three spikes are at right angles.
   */
  public double spikeAngleRad() {
    return spikeAngleRad;
  }

  /** Approximately MEDINT of the Atlas images of 1210p015_ac51 and 2558p318_ac51. */
  private static double typicalBackgroundDn(Band band) {
    return switch (band) {
      case W1 -> 2.8;
      case W2 -> 7.2;
      case W3 -> 440;
      case W4 -> 130;
    };
  }
}
