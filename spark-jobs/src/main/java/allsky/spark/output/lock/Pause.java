package allsky.spark.output.lock;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

/** Waits for other processes. */
final class Pause {

  private Pause() {}

  /**
   * Waits.
   *
   * @throws IOException if the thread is interrupted
   */
  static void of(Duration time) throws IOException {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a lock");
    }
  }
}
