package allsky.calibration.mixture;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Fits a {@link GaussianMixture} by expectation maximisation (Dempster, Laird and Rubin 1977, J.
 * Royal Stat. Soc. B 39, 1), starting from k-means++ (Arthur and Vassilvitskii 2007, SODA, 1027).
 * The same vectors and seed always give the same mixture.
 */
public final class MixtureFit {

  /** Added to each variance, so that a covariance is invertible. The vectors have variance 1. */
  private static final double SMALLEST_VARIANCE = 1e-3;

  /** The fit stops if the mean log density grows by less than this. */
  private static final double PRECISION = 0.01;

  /** More vectors make a density slower to fit, not better. */
  private static final int MOST_VECTORS = 40_000;

  /** A Gaussian of a density needs at least this number of vectors for each of their numbers. */
  private static final int VECTORS_OF_NUMBER = 8;

  private static final long SEED = 1;

  private static final int MOST_STEPS = 60;
  private static final int K_MEANS_STEPS = 10;

  private final double[][] vectors;
  private final int size;
  private final int count;
  private final double[][] shares;

  private MixtureFit(double[][] vectors, int count) {
    this.vectors = vectors;
    this.size = vectors[0].length;
    this.count = count;
    this.shares = new double[vectors.length][count];
  }

  /**
   * The density of vectors: a mixture of as many Gaussians as they allow.
   *
   * @param vectors one or more, of equal length; of many, every second, third ... is used
   * @param most largest number of Gaussians, 1 or more
   */
  public static GaussianMixture density(double[][] vectors, int most) {
    int every = vectors.length / MOST_VECTORS + 1;
    double[][] some =
        IntStream.iterate(0, i -> i < vectors.length, i -> i + every)
            .mapToObj(i -> vectors[i])
            .toArray(double[][]::new);
    int allowed = some.length / (VECTORS_OF_NUMBER * some[0].length);
    return of(some, Math.max(1, Math.min(most, allowed)), SEED);
  }

  /**
   * Fits a mixture.
   *
   * @param vectors at least {@code count}, of equal length and variances near 1
   * @param count number of Gaussians, 1 or more
   */
  public static GaussianMixture of(double[][] vectors, int count, long seed) {
    if (count < 1 || vectors.length < count) {
      throw new IllegalArgumentException(
          "Invalid number of Gaussians (1 to %d): %d".formatted(vectors.length, count));
    }
    MixtureFit fit = new MixtureFit(vectors, count);
    fit.start(new SplittableRandom(seed));
    GaussianMixture mixture = fit.maximised();
    double before = Double.NEGATIVE_INFINITY;
    for (int step = 0; step < MOST_STEPS; step++) {
      double now = fit.expect(mixture);
      if (now - before < PRECISION) {
        break;
      }
      before = now;
      mixture = fit.maximised();
    }
    return mixture;
  }

  /** Gives each vector to the nearest of some centres. */
  private void start(SplittableRandom random) {
    double[][] centres = new double[count][];
    centres[0] = vectors[random.nextInt(vectors.length)];
    double[] nearest = new double[vectors.length];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    for (int k = 1; k < count; k++) {
      double sum = 0;
      for (int i = 0; i < vectors.length; i++) {
        nearest[i] = Math.min(nearest[i], square(vectors[i], centres[k - 1]));
        sum += nearest[i];
      }
      double rank = sum * random.nextDouble();
      int chosen = 0;
      while (chosen < vectors.length - 1 && (rank -= nearest[chosen]) > 0) {
        chosen++;
      }
      centres[k] = vectors[chosen];
    }
    for (int step = 0; step < K_MEANS_STEPS; step++) {
      assign(centres);
      for (int k = 0; k < count; k++) {
        centres[k] = mean(k, centres[k]);
      }
    }
    assign(centres);
  }

  private void assign(double[][] centres) {
    for (int i = 0; i < vectors.length; i++) {
      int best = 0;
      double bestSquare = Double.POSITIVE_INFINITY;
      for (int k = 0; k < count; k++) {
        double square = square(vectors[i], centres[k]);
        if (square < bestSquare) {
          best = k;
          bestSquare = square;
        }
      }
      Arrays.fill(shares[i], 0);
      shares[i][best] = 1;
    }
  }

  private static double square(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += (a[j] - b[j]) * (a[j] - b[j]);
    }
    return sum;
  }

  /** The mean of the vectors by their shares of a Gaussian; the old one if it has none. */
  private double[] mean(int k, double[] old) {
    double[] mean = new double[size];
    double weight = 0;
    for (int i = 0; i < vectors.length; i++) {
      double share = shares[i][k];
      if (share > 0) {
        weight += share;
        for (int j = 0; j < size; j++) {
          mean[j] += share * vectors[i][j];
        }
      }
    }
    if (weight == 0) {
      return old;
    }
    for (int j = 0; j < size; j++) {
      mean[j] /= weight;
    }
    return mean;
  }

  /** Sets the shares of all vectors; returns the mean log density. */
  private double expect(GaussianMixture mixture) {
    double sum = 0;
    double[] logs = new double[count];
    for (int i = 0; i < vectors.length; i++) {
      for (int k = 0; k < count; k++) {
        logs[k] = mixture.logWeighted(k, vectors[i]);
      }
      double log = GaussianMixture.logSum(logs);
      sum += log;
      for (int k = 0; k < count; k++) {
        shares[i][k] = Math.exp(logs[k] - log);
      }
    }
    return sum / vectors.length;
  }

  /** The mixture with the largest likelihood for the shares. */
  private GaussianMixture maximised() {
    double[] logWeights = new double[count];
    double[][] means = new double[count][];
    double[][][] whitening = new double[count][][];
    for (int k = 0; k < count; k++) {
      means[k] = mean(k, new double[size]);
      double[][] covariance = new double[size][];
      double weight = covariance(k, means[k], covariance);
      logWeights[k] = Math.log(Math.max(weight, 1e-9) / vectors.length);
      whitening[k] = LowerTriangle.inverse(LowerTriangle.cholesky(covariance));
    }
    return new GaussianMixture(logWeights, means, whitening);
  }

  /** Fills the lower triangle of the covariance of a Gaussian; returns the sum of its shares. */
  private double covariance(int k, double[] mean, double[][] lower) {
    for (int i = 0; i < size; i++) {
      lower[i] = new double[i + 1];
    }
    double weight = 0;
    double[] difference = new double[size];
    for (int v = 0; v < vectors.length; v++) {
      double share = shares[v][k];
      if (share < 1e-9) {
        continue;
      }
      weight += share;
      for (int i = 0; i < size; i++) {
        difference[i] = vectors[v][i] - mean[i];
        double scaled = share * difference[i];
        for (int j = 0; j <= i; j++) {
          lower[i][j] += scaled * difference[j];
        }
      }
    }
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        lower[i][j] /= Math.max(weight, 1e-9);
      }
      lower[i][i] += SMALLEST_VARIANCE;
    }
    return weight;
  }
}
