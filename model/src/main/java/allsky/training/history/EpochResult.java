package allsky.training.history;

/**
 * What one epoch came to.
 *
 * @param epoch 1 for the first
 * @param learningRate Adam's step size in it
 * @param trainingLoss mean cross entropy over the epoch's steps, in nats
 * @param trainingAccuracy share of right answers over the epoch's steps
 * @param validationLoss mean cross entropy after the epoch, in nats
 * @param validationAccuracy share of right answers after the epoch
 * @param imagesPerSecond training cutouts a second
 */
public record EpochResult(
    int epoch,
    double learningRate,
    double trainingLoss,
    double trainingAccuracy,
    double validationLoss,
    double validationAccuracy,
    double imagesPerSecond) {

  /** Higher validation accuracy is better; of equals, lower validation loss. */
  boolean isBetterThan(EpochResult other) {
    return validationAccuracy == other.validationAccuracy
        ? validationLoss < other.validationLoss
        : validationAccuracy > other.validationAccuracy;
  }
}
