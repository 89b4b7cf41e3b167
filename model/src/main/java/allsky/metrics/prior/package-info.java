/**
 * Class priors, that is the frequencies of the classes in a sample, and the conversion of
 * probabilities to other class priors.
 *
 * <p>Read {@link allsky.metrics.prior.ClassPriors}, {@link allsky.metrics.prior.PriorShift}, {@link
 * allsky.metrics.prior.PriorTable} (priors by W1 and Galactic latitude), and {@link
 * allsky.metrics.prior.SourcePriors} (the priors of each source of a classification).
 */
package allsky.metrics.prior;
