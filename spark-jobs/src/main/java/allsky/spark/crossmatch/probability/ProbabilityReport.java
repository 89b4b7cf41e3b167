package allsky.spark.crossmatch.probability;

import java.util.OptionalLong;

/**
 * What the probabilities of a match say about all of its pairs.
 *
 * @param fraction the prior probability that a source has a counterpart
 * @param isMeasured true if the match measured the fraction
 * @param sources the sources that the fraction is of: with an error and a local density
 * @param expectedFalse the sum of (1 - p) over the pairs with a probability
 * @param pairs the pairs within the radius
 * @param unknownPairs pairs without a probability
 * @param narrowPairs pairs whose error times {@value #MIN_SIGMAS} exceeds the radius
 * @param learnedFrom the good counterparts from which a prior was learned; empty without a prior
 */
public record ProbabilityReport(
    double fraction,
    boolean isMeasured,
    long sources,
    double expectedFalse,
    long pairs,
    long unknownPairs,
    long narrowPairs,
    OptionalLong learnedFrom) {

  /** Radius and limit in units of the error, below which too many true pairs are left out. */
  public static final double MIN_SIGMAS = 3;
}
