/**
 * Reports of a training: losses and accuracies by epoch, progress within an epoch, and the outcome.
 */
package allsky.training.history;
