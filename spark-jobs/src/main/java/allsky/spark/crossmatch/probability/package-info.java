/**
 * The probabilities of the pairs of a match, for a rule that asks for them. Read {@link
 * allsky.spark.crossmatch.probability.PairProbabilities} first; {@link
 * allsky.spark.crossmatch.probability.Densities} counts the rows around each source, {@link
 * allsky.spark.crossmatch.probability.CandidateWeights} are the columns of a pair, and {@link
 * allsky.spark.crossmatch.probability.PriorLearning} learns from the values of good counterparts.
 * The formulas are in {@code allsky.counterpart}.
 */
package allsky.spark.crossmatch.probability;
