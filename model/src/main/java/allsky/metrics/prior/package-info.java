/**
 * Class priors, that is the frequencies of the classes in a sample, and probabilities moved from
 * one set of priors to another.
 */
package allsky.metrics.prior;
