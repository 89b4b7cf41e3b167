/**
 * What a training reports: losses and accuracies by epoch, progress within an epoch, the outcome.
 */
package allsky.training.history;
