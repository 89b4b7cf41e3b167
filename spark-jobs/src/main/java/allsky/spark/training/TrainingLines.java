package allsky.spark.training;

import allsky.training.history.EpochResult;
import allsky.training.history.TrainingListener;
import allsky.training.history.TrainingProgress;
import java.util.Locale;
import java.util.function.Consumer;

/** Logs a training: a line every few seconds, and one for each epoch. */
public final class TrainingLines implements TrainingListener {

  private static final long PERIOD_NANOS = 5_000_000_000L;

  private final Consumer<String> log;
  private long lastNanos = System.nanoTime();

  /**
   * @param log takes a line for the user
   */
  public TrainingLines(Consumer<String> log) {
    this.log = log;
  }

  @Override
  public void progress(TrainingProgress progress) {
    long now = System.nanoTime();
    if (now - lastNanos >= PERIOD_NANOS) {
      lastNanos = now;
      log.accept(progress.toString());
    }
  }

  @Override
  public void epochDone(EpochResult result) {
    log.accept(
        String.format(
            Locale.ROOT,
            "epoch %d: training loss %.4f, accuracy %.1f %%; validation loss %.4f, accuracy %.1f %%",
            result.epoch(),
            result.trainingLoss(),
            100 * result.trainingAccuracy(),
            result.validationLoss(),
            100 * result.validationAccuracy()));
  }
}
