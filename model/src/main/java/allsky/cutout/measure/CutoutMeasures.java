package allsky.cutout.measure;

import allsky.cutout.input.InputRecipe;
import allsky.cutout.input.Stretch;
import allsky.survey.Band;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures the pixels of a network's input, {@value #OF_BAND} numbers for each band, then the
 * distances between the centres of light of the bands. Fluxes are asinh magnitudes (Lupton, Gunn
 * and Szalay 1999, AJ 118, 1406), so that they have values for sources below the noise. Not
 * thread-safe: an instance reuses its arrays.
 */
public final class CutoutMeasures {

  /** Numbers of each band. */
  static final int OF_BAND = 11;

  /** Added before logarithms of shapes and scatters, so that zero has a value. */
  private static final double SMALLEST = 0.02;

  /** Amplitudes below this number of pixel sigmas count as this number in shapes. */
  private static final double SOFT_SIGMAS = 3;

  /** The circles and rings of mean brightness: inner and outer radius in arcsec. */
  private static final double[][] RINGS = {{0, 3}, {4, 7}, {7, 11}, {11, 16}, {16, 22}};

  /** Rings that are measured relative to the amplitude of the source. */
  private static final int INNER_RINGS = 2;

  private static final double ASYMMETRY_RADIUS = 12;

  private final int side;
  private final double[] x;
  private final double[] radii;
  private final List<OfBand> bands = new ArrayList<>();
  private final double[] pixels;
  private final double[] centres;

  /** The ring of each pixel; -1 for none. */
  private final int[] ring;

  /** The constants of a band. */
  private record OfBand(Stretch stretch, double sigma, double width, double[] weight) {}

  /**
   * @param recipe of inputs with pixels
   */
  public CutoutMeasures(InputRecipe recipe) {
    this.side = recipe.side();
    double step = recipe.shape().sizeArcsec() / side;
    this.x = new double[side];
    for (int i = 0; i < side; i++) {
      x[i] = (i - (side - 1) / 2.0) * step;
    }
    this.pixels = new double[side * side];
    this.radii = new double[side * side];
    this.ring = new int[side * side];
    for (int i = 0; i < ring.length; i++) {
      radii[i] = Math.hypot(x[i % side], x[i / side]);
      ring[i] = ringOf(radii[i]);
    }
    for (Band band : recipe.shape().bands()) {
      double width = fwhmArcsec(band) / (2 * Math.sqrt(2 * Math.log(2)));
      double[] weight = new double[side * side];
      for (int i = 0; i < weight.length; i++) {
        weight[i] = Math.exp(-0.5 * Math.pow(radii[i] / width, 2));
      }
      bands.add(new OfBand(Stretch.of(band), pixelSigmaDn(band), width, weight));
    }
    this.centres = new double[2 * bands.size()];
  }

  /** Number of measures of a cutout. */
  public int count() {
    return OF_BAND * bands.size() + bands.size() - 1;
  }

  /** The indices of the measures of brightness, one for each band. */
  public static int[] brightness(int bands) {
    int[] indices = new int[bands];
    for (int b = 0; b < bands; b++) {
      indices[b] = b * OF_BAND;
    }
    return indices;
  }

  /** The amplitude of the source in a band of the measures, in sigmas of a pixel. */
  static double amplitudeSigmas(double[] measures, int band) {
    return 2 * Math.sinh(measures[band * OF_BAND]);
  }

  /** The scatter of the pixels around the source in a band of the measures, in sigmas. */
  static double outerScatterSigmas(double[] measures, int band) {
    return Math.exp(measures[(band + 1) * OF_BAND - 1]) - SMALLEST;
  }

  /** The Vega magnitude of a point with an amplitude in sigmas of a pixel, about 0.1 mag. */
  static double pointMagnitude(Band band, double sigmas) {
    return band.magnitudeZeroPoint()
        - 2.5 * Math.log10(sigmas * pixelSigmaDn(band))
        - pointMagnitudes(band);
  }

  /**
   * 2.5 log10 of the light of a point in DN over its amplitude: medians of stars of the simulated
   * sky with a signal-to-noise ratio above 15. That of W4 is scaled from W3 by the width.
   */
  private static double pointMagnitudes(Band band) {
    return switch (band) {
      case W1 -> 4.38;
      case W2 -> 4.64;
      case W3 -> 5.65;
      case W4 -> 6.60;
    };
  }

  /**
   * Measures an input.
   *
   * @param input see {@link allsky.cutout.input.NetworkInput#fill}
   * @param offset index of its first float
   * @return {@link #count} numbers
   */
  public double[] of(float[] input, int offset) {
    double[] measures = new double[count()];
    for (int b = 0; b < bands.size(); b++) {
      OfBand band = bands.get(b);
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = band.stretch.invert(input[offset + b * pixels.length + i]);
      }
      measure(band, b, measures);
    }
    for (int b = 1; b < bands.size(); b++) {
      double shift = Math.hypot(centres[2 * b] - centres[0], centres[2 * b + 1] - centres[1]);
      measures[OF_BAND * bands.size() + b - 1] = Math.log(shift + SMALLEST);
    }
    return measures;
  }

  private void measure(OfBand band, int b, double[] measures) {
    int at = b * OF_BAND;
    double amplitude = amplitude(band);
    double brightness = asinh(amplitude / band.sigma / 2);
    measures[at] = brightness;
    for (int r = 0; r < RINGS.length; r++) {
      double mean = asinh(ringMean(r) / band.sigma);
      measures[at + 1 + r] = r < INNER_RINGS ? mean - brightness : mean;
    }
    int next = at + 1 + RINGS.length;
    double soft = SOFT_SIGMAS * band.sigma;
    double light = (amplitude + Math.hypot(amplitude, soft)) / 2;
    double[] moments = moments(band, light);
    centres[2 * b] = moments[0];
    centres[2 * b + 1] = moments[1];
    double area = band.width * band.width;
    measures[next] = Math.log(Math.hypot(moments[0], moments[1]) + SMALLEST);
    measures[next + 1] = (moments[2] + moments[3]) / area;
    double elongation = Math.hypot(moments[2] - moments[3], 2 * moments[4]) / area;
    measures[next + 2] = Math.log(elongation + SMALLEST);
    measures[next + 3] = Math.log(asymmetry() / band.sigma + SMALLEST);
    measures[next + 4] = Math.log(outerScatter() / band.sigma + SMALLEST);
  }

  /** The brightness in the middle of the Gaussian of the band's width that fits best, in DN. */
  private double amplitude(OfBand band) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < pixels.length; i++) {
      sum += pixels[i] * band.weight[i];
      squares += band.weight[i] * band.weight[i];
    }
    return sum / squares;
  }

  /**
   * Moments of the light under the weight, relative to a Gaussian with an amplitude: the means of x
   * and y in arcsec, of x^2, y^2 and xy in arcsec^2.
   */
  private double[] moments(OfBand band, double light) {
    double[] moments = new double[5];
    double weights = 0;
    for (int i = 0; i < pixels.length; i++) {
      double px = x[i % side];
      double py = x[i / side];
      double value = pixels[i] * band.weight[i];
      weights += band.weight[i];
      moments[0] += value * px;
      moments[1] += value * py;
      moments[2] += value * px * px;
      moments[3] += value * py * py;
      moments[4] += value * px * py;
    }
    for (int m = 0; m < moments.length; m++) {
      moments[m] /= weights * light;
    }
    return moments;
  }

  private double ringMean(int wanted) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < pixels.length; i++) {
      if (ring[i] == wanted) {
        sum += pixels[i];
        count++;
      }
    }
    return count == 0 ? 0 : sum / count;
  }

  /** The root mean square of the image less the image turned by 180 degrees, in the centre. */
  private double asymmetry() {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < pixels.length; i++) {
      if (radii[i] < ASYMMETRY_RADIUS) {
        double difference = pixels[i] - pixels[pixels.length - 1 - i];
        sum += difference * difference;
        count++;
      }
    }
    return Math.sqrt(sum / Math.max(1, count));
  }

  /** The standard deviation of the pixels farther than 12 arcsec from the centre. */
  private double outerScatter() {
    double sum = 0;
    double squares = 0;
    int count = 0;
    for (int i = 0; i < pixels.length; i++) {
      if (radii[i] >= ASYMMETRY_RADIUS) {
        sum += pixels[i];
        squares += pixels[i] * pixels[i];
        count++;
      }
    }
    double mean = sum / count;
    return Math.sqrt(Math.max(0, squares / count - mean * mean));
  }

  private static int ringOf(double radius) {
    for (int r = 0; r < RINGS.length; r++) {
      if (radius >= RINGS[r][0] && radius < RINGS[r][1]) {
        return r;
      }
    }
    return -1;
  }

  private static double asinh(double value) {
    double size = Math.abs(value);
    return Math.copySign(Math.log(size + Math.sqrt(size * size + 1)), value);
  }

  /** Full width at half maximum of stars in Atlas images, see docs/simulated-sky.md. */
  private static double fwhmArcsec(Band band) {
    return switch (band) {
      case W1 -> 8.4;
      case W2 -> 9.7;
      case W3 -> 12.4;
      case W4 -> 19.2;
    };
  }

  /** Noise of a pixel of an Atlas image at 25 to 40 exposures, see docs/simulated-sky.md. */
  private static double pixelSigmaDn(Band band) {
    return switch (band) {
      case W1 -> 0.13;
      case W2 -> 0.096;
      case W3 -> 0.45;
      case W4 -> 0.046;
    };
  }
}
