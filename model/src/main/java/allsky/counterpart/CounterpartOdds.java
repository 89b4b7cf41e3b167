package allsky.counterpart;

/**
 * The probabilities of the candidates of one source.
 *
 * <p>The hypotheses are: the source has no counterpart, with the prior probability {@code 1 - c},
 * or row j of the other catalog is the counterpart, with the prior {@code c / N} for each of its N
 * rows. The Bayes factor of a candidate is {@code B = 2 / (s1² + s2²) exp(-psi² / (2 (s1² + s2²)))}
 * in radians (Budavari and Szalay 2008, equation 16). With the local density of the other catalog,
 * {@code nu = N / 4 pi} for each steradian, {@code B / N} is the weight {@code w = g / nu}, where g
 * is the density of the offset in the same unit of area. The posterior of a candidate is then
 * {@code c w / (1 - c + c sum(w))}. Salvato et al. (2018) call the sum of these p_any, and the part
 * of a candidate in this sum p_i.
 */
public final class CounterpartOdds {

  /** Square arcsec of the complete sphere, as a logarithm. */
  private static final double LN_ARCSEC2_OF_SPHERE =
      Math.log(4 * Math.PI) + 2 * Math.log(Math.toDegrees(1) * 3600);

  /** Square arcsec of a square degree. */
  private static final double ARCSEC2_OF_DEG2 = 3600.0 * 3600.0;

  private CounterpartOdds() {}

  /**
   * The decimal logarithm of the Bayes factor of two positions.
   *
   * @param lnDensity natural logarithm of the density of their offset, per square arcsec
   */
  public static double log10BayesFactor(double lnDensity) {
    return (lnDensity + LN_ARCSEC2_OF_SPHERE) / Math.log(10);
  }

  /**
   * The weight of a candidate: how much likelier its offset is for the counterpart than by chance.
   *
   * @param lnDensity natural logarithm of the density of the offset, per square arcsec
   * @param densityPerDeg2 rows of the other catalog in a square degree, above 0
   */
  public static double weight(double lnDensity, double densityPerDeg2) {
    return Math.exp(lnDensity - Math.log(densityPerDeg2 / ARCSEC2_OF_DEG2));
  }

  /**
   * The probability that some candidates are the counterpart.
   *
   * @param weight the sum of their weights
   * @param sum the sum of the weights of all candidates of the source
   * @param fraction the prior probability that a source has a counterpart, above 0 and below 1
   */
  public static double probability(double weight, double sum, double fraction) {
    double scale = Math.max(1, sum);
    return fraction * (weight / scale) / ((1 - fraction) / scale + fraction * (sum / scale));
  }
}
