package allsky.simulation.image;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * White Gaussian noise, convolved with a Gaussian. It is made row by row, so it needs no second
 * image in memory.
 */
final class CorrelatedNoise {

  private final double[] kernel;
  private final int reach;
  private final double whiteSigma;
  private final RandomGenerator random;

  CorrelatedNoise(BandNoise noise, RandomGenerator random) {
    this.kernel = kernel(noise.kernelSigmaPixels());
    this.reach = kernel.length / 2;
    this.whiteSigma = noise.whiteSigmaDn();
    this.random = random;
  }

  /** Adds the noise to all rows of an image. */
  void addTo(float[][] image) {
    int width = image[0].length;
    float[][] ring = new float[kernel.length][width];
    float[] white = new float[width + 2 * reach];
    for (int i = 0; i < kernel.length - 1; i++) {
      fill(ring[i], white);
    }
    for (int y = 0; y < image.length; y++) {
      fill(ring[(y + kernel.length - 1) % kernel.length], white);
      for (int i = 0; i < kernel.length; i++) {
        addScaled(image[y], ring[(y + i) % kernel.length], (float) kernel[i]);
      }
    }
  }

  /** Fills a row with white noise, convolved along the row. */
  private void fill(float[] row, float[] white) {
    for (int x = 0; x < white.length; x++) {
      white[x] = (float) (whiteSigma * random.nextGaussian());
    }
    Arrays.fill(row, 0);
    for (int i = 0; i < kernel.length; i++) {
      float weight = (float) kernel[i];
      for (int x = 0; x < row.length; x++) {
        row[x] += weight * white[x + i];
      }
    }
  }

  private static void addScaled(float[] target, float[] row, float weight) {
    for (int x = 0; x < target.length; x++) {
      target[x] += weight * row[x];
    }
  }

  /** A Gaussian out to four sigma with sum 1. */
  private static double[] kernel(double sigma) {
    int reach = (int) Math.ceil(4 * sigma);
    double[] kernel = new double[2 * reach + 1];
    double sum = 0;
    for (int i = 0; i < kernel.length; i++) {
      double offset = (i - reach) / sigma;
      kernel[i] = Math.exp(-0.5 * offset * offset);
      sum += kernel[i];
    }
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] /= sum;
    }
    return kernel;
  }
}
