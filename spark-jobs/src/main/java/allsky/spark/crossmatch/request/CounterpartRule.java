package allsky.spark.crossmatch.request;

import java.io.Serializable;

/**
 * What is asked about the probability that a candidate is the counterpart of its source.
 *
 * @param isAsked true if probabilities are computed
 * @param fraction the prior probability that a source has a counterpart; NaN if the match measures
 *     it
 * @param hasPrior true if a column of the candidates counts, {@link MatchInput#withPrior}
 */
public record CounterpartRule(boolean isAsked, double fraction, boolean hasPrior)
    implements Serializable {

  /** No probabilities. */
  public static final CounterpartRule NONE = new CounterpartRule(false, Double.NaN, false);

  /** Probabilities by positions, with a fraction that the match measures. */
  public static final CounterpartRule MEASURED = new CounterpartRule(true, Double.NaN, false);

  /** True if the match measures the fraction of sources with a counterpart. */
  public boolean measuresFraction() {
    return Double.isNaN(fraction);
  }
}
