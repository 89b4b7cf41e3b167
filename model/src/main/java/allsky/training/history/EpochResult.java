package allsky.training.history;

/**
 * The results of one epoch.
 *
 * @param epoch number of the epoch, from 1
 * @param learningRate Adam's step size in this epoch
 * @param trainingLoss mean cross entropy over the epoch's steps, in nats
 * @param trainingAccuracy share of right answers over the epoch's steps
 * @param validationLoss mean cross entropy of the validation set after the epoch, in nats
 * @param validationAccuracy share of right answers in the validation set after the epoch
 * @param imagesPerSecond training cutouts per second
 */
public record EpochResult(
    int epoch,
    double learningRate,
    double trainingLoss,
    double trainingAccuracy,
    double validationLoss,
    double validationAccuracy,
    double imagesPerSecond) {

  /** Higher validation accuracy is better; if equal, lower validation loss is better. */
  boolean isBetterThan(EpochResult other) {
    return validationAccuracy == other.validationAccuracy
        ? validationLoss < other.validationLoss
        : validationAccuracy > other.validationAccuracy;
  }
}
