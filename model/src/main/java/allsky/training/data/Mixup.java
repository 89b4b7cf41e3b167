package allsky.training.data;

import java.util.SplittableRandom;

/**
 * The mixture of training cutouts and their labels in pairs (Zhang et al. 2018, "mixup: Beyond
 * Empirical Risk Minimization", section 2): x = (1 - s) x1 + s x2, and the same for the labels. As
 * in the code of the authors, a batch has one share s, drawn from the beta distribution.
 *
 * @param alpha both parameters of the beta distribution: 0 for no mixture, or from 0.01 to 1
 */
public record Mixup(double alpha) {

  /** No mixture. */
  public static final Mixup NONE = new Mixup(0);

  private static final double LEAST_ALPHA = 0.01;

  public Mixup {
    if (alpha != 0 && !(alpha >= LEAST_ALPHA && alpha <= 1)) {
      throw new IllegalArgumentException("Invalid mixup (0, or from 0.01 to 1): " + alpha);
    }
  }

  /**
   * The share of the other cutout, from 0 to 0.5. A share and 1 less the share are equally
   * probable, so the smaller one gives the same mixtures, and the first cutout keeps most of its
   * label.
   *
   * @param draw random number, uniform over all long values
   */
  public double share(long draw) {
    if (alpha == 0) {
      return 0;
    }
    double share = beta(new SplittableRandom(draw));
    return Math.min(share, 1 - share);
  }

  /** A number of the beta distribution (Joehnk 1964, Metrika 8, 5). */
  private double beta(SplittableRandom random) {
    while (true) {
      double x = Math.pow(random.nextDouble(), 1 / alpha);
      double y = Math.pow(random.nextDouble(), 1 / alpha);
      if (x + y > 0 && x + y <= 1) {
        return x / (x + y);
      }
    }
  }
}
