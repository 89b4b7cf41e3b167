package allsky.training.history;

import java.util.Locale;

/**
 * Where a training stands in the middle of an epoch.
 *
 * @param epoch the epoch, 1 for the first
 * @param epochs how many there will be
 * @param cutouts training cutouts of this epoch so far
 * @param cutoutsOfEpoch training cutouts of a whole epoch
 * @param loss mean cross entropy of this epoch so far
 * @param accuracy share of right answers in this epoch so far
 * @param imagesPerSecond training cutouts a second since the start
 * @param secondsLeft estimate for all epochs
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
