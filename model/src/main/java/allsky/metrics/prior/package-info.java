/**
 * Class priors, that is the frequencies of the classes in a sample, and the conversion of
 * probabilities to other class priors.
 */
package allsky.metrics.prior;
