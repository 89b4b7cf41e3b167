package allsky.spark.fetch.archive;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Limits the request rate of all threads, and pauses them when the archive asks for it. */
public final class RateLimiter {

  private final long pauseNanos;
  private long nextNanos = System.nanoTime();

  public RateLimiter(Duration pause) {
    this.pauseNanos = pause.toNanos();
  }

  /** Waits for the caller's turn to send a request. */
  public void awaitTurn() throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(takeTurn());
  }

  /** Pauses all requests for a time from now. */
  public synchronized void hold(Duration wait) {
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
