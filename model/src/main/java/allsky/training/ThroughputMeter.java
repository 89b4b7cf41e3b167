package allsky.training;

import allsky.training.history.TrainingProgress;

/** Measures the speed of a training in cutouts per second, and estimates the remaining time. */
final class ThroughputMeter {

  private final int epochs;
  private final int cutoutsOfEpoch;
  private long cutouts;
  private long nanosBefore;
  private long startNanos;
  private boolean running;

  ThroughputMeter(int epochs, int cutoutsOfEpoch) {
    this.epochs = epochs;
    this.cutoutsOfEpoch = cutoutsOfEpoch;
  }

  void start() {
    startNanos = System.nanoTime();
    running = true;
  }

  void stop() {
    nanosBefore += System.nanoTime() - startNanos;
    running = false;
  }

  void add(int moreCutouts) {
    cutouts += moreCutouts;
  }

  double imagesPerSecond() {
    long nanos = nanosBefore + (running ? System.nanoTime() - startNanos : 0);
    return nanos > 0 ? 1e9 * cutouts / nanos : 0;
  }

  TrainingProgress progress(int epoch, BatchMetrics sum) {
    double rate = imagesPerSecond();
    double left = (double) (epochs - epoch + 1) * cutoutsOfEpoch - sum.cutouts();
    return new TrainingProgress(
        epoch,
        epochs,
        sum.cutouts(),
        cutoutsOfEpoch,
        sum.loss(),
        sum.accuracy(),
        rate,
        rate > 0 ? left / rate : 0);
  }
}
