package allsky.spark.fetch;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Spaces the requests of all threads, and holds them all when the archive asks for it. */
final class Pacer {

  private final long pauseNanos;
  private long nextNanos = System.nanoTime();

  Pacer(Duration pause) {
    this.pauseNanos = pause.toNanos();
  }

  /** Waits for the caller's turn to send a request. */
  void awaitTurn() throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(takeTurn());
  }

  /** No turn comes before a time from now. */
  synchronized void hold(Duration wait) {
    long free = System.nanoTime() + wait.toNanos();
    if (free - nextNanos > 0) {
      nextNanos = free;
    }
  }

  private synchronized long takeTurn() {
    long now = System.nanoTime();
    long turn = nextNanos - now > 0 ? nextNanos : now;
    nextNanos = turn + pauseNanos;
    return turn - now;
  }
}
