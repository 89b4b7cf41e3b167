package allsky.training.history;

import java.util.Locale;

/**
 * The progress of a training within an epoch.
 *
 * @param epoch number of the epoch, from 1
 * @param epochs number of all epochs
 * @param cutouts number of training cutouts of this epoch so far
 * @param cutoutsOfEpoch number of training cutouts in a complete epoch
 * @param loss mean cross entropy of this epoch so far
 * @param accuracy share of right answers in this epoch so far
 * @param imagesPerSecond training cutouts per second since the start
 * @param secondsLeft estimated remaining time for all epochs
 */
public record TrainingProgress(
    int epoch,
    int epochs,
    int cutouts,
    int cutoutsOfEpoch,
    double loss,
    double accuracy,
    double imagesPerSecond,
    double secondsLeft) {

  /** One line for a terminal. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "epoch %d of %d: %,d of %,d cutouts, loss %.4f, accuracy %.1f %%, %.0f images/s, %.0f s"
            + " left",
        epoch,
        epochs,
        cutouts,
        cutoutsOfEpoch,
        loss,
        100 * accuracy,
        imagesPerSecond,
        secondsLeft);
  }
}
