package allsky.spark.cli;

import allsky.training.history.EpochResult;
import allsky.training.history.TrainingListener;
import allsky.training.history.TrainingProgress;
import java.util.Locale;
import java.util.function.Consumer;

/** Prints how a training goes: a line every few seconds, and one for each epoch. */
final class TrainingLines implements TrainingListener {

  private static final long PERIOD_NANOS = 5_000_000_000L;

  private final Consumer<String> out;
  private long lastNanos = System.nanoTime();

  TrainingLines(Consumer<String> out) {
    this.out = out;
  }

  @Override
  public void progress(TrainingProgress progress) {
    long now = System.nanoTime();
    if (now - lastNanos >= PERIOD_NANOS) {
      lastNanos = now;
      out.accept(progress.toString());
    }
  }

  @Override
  public void epochDone(EpochResult result) {
    out.accept(
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
